package io.pgveneer.rewrite.dml;

import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.TableReference;
import io.pgveneer.sql.TokenList;
import java.util.ArrayList;
import java.util.List;

/// Nested queries with LIMIT may choose other rows the second time, where rows tie. For a step they
/// are widened, so that they choose every row that they may choose: all that tie, or all rows.
///
/// Locking clauses inside of a step are left out: the rows of views cannot be locked.
final class Widening {
  private final Outline outline;
  private final String sql;

  Widening(Outline outline) {
    this.outline = outline;
    this.sql = outline.sql();
  }

  /// The queries with LIMIT, OFFSET or FETCH inside a piece.
  private List<QueryBlock> limited(Extent piece) {
    List<QueryBlock> found = new ArrayList<>();
    for (QueryBlock block : outline.blocks()) {
      Extent paging = block.paging();
      if (paging != null && piece.start() <= paging.start() && paging.end() <= piece.end()) {
        found.add(block);
      }
    }
    return found;
  }

  /// Whether a FROM list or WITH clause chooses no fewer rows once its queries are widened.
  boolean canWiden(Extent piece, int scope) {
    return limited(piece).stream().allMatch(block -> block.parent() == scope && isPlain(block));
  }

  /// As [#canWiden], for a part of a condition: `x IN (SELECT … LIMIT …)` or `x = (SELECT …)`.
  boolean canWidenCondition(Extent part, int scope) {
    List<QueryBlock> limited = limited(part);
    if (limited.isEmpty()) {
      return true;
    }
    TokenList tokens = TokenList.of(sql, part);
    int last = tokens.size() - 1;
    if (limited.size() > 1 || !tokens.is(last, ")") || tokens.partner(last) < 1) {
      return false;
    }
    int open = tokens.partner(last);
    QueryBlock block = limited.getFirst();
    for (int i = 0; i < open; i++) {
      if (tokens.is(i, "not")) {
        return false;
      }
    }
    boolean whole = tokens.start(open) < block.extent().start() && block.parent() == scope;
    return whole && isPlain(block) && (tokens.is(open - 1, "in") || isEquals(tokens, open));
  }

  private static boolean isEquals(TokenList tokens, int open) {
    return tokens.is(open - 1, "=")
        || (tokens.is(open - 1, "any") || tokens.is(open - 1, "some")) && tokens.is(open - 2, "=");
  }

  private boolean isPlain(QueryBlock block) {
    Extent paging = block.paging();
    return paging == null
        || outline.references().stream()
            .noneMatch(reference -> paging.contains(reference.name().start()));
  }

  /// Adds the widening of every query inside a piece.
  void widen(Extent piece, Splice splice) {
    for (QueryBlock block : outline.blocks()) {
      Extent paging = block.paging();
      boolean inside =
          piece.start() <= block.extent().start() && block.extent().end() <= piece.end();
      if (!inside) {
        continue;
      }
      for (QueryBlock.Locking locking : block.locking()) {
        if (paging == null || !paging.contains(locking.extent().start())) {
          splice.replace(locking.extent(), "");
        }
      }
      if (paging != null) {
        splice.replace(paging, ties(block));
        insertAny(block, piece, splice);
      }
    }
  }

  /// `LIMIT` with all rows that tie with the last one; nothing where nothing orders.
  String ties(QueryBlock block) {
    String rows = rows(block);
    return block.orderBy() == null || rows.isEmpty() || skipsLocked(block)
        ? ""
        : "FETCH FIRST (" + rows + ") ROWS WITH TIES";
  }

  /// Rows that others have locked are passed over, so that any row may be chosen.
  static boolean skipsLocked(QueryBlock block) {
    return block.locking().stream().anyMatch(locking -> "SKIP LOCKED".equals(locking.waiting()));
  }

  /// How many rows a query takes and passes over, as an expression; empty for all.
  String rows(QueryBlock block) {
    Extent limit = block.limit();
    String count = limit == null ? "all" : limit.in(sql);
    if (count.equalsIgnoreCase("all") || count.equalsIgnoreCase("null")) {
      return "";
    }
    String rows = "CAST(" + count + " AS bigint)";
    return block.offset() == null
        ? rows
        : rows + " + CAST(" + block.offset().in(sql) + " AS bigint)";
  }

  /// `x = (SELECT …)` allows one row; widened, there may be more.
  private void insertAny(QueryBlock block, Extent piece, Splice splice) {
    TokenList tokens = TokenList.of(sql, piece);
    int open = tokens.at(block.extent().start()) - 1;
    while (open >= 0 && !tokens.is(open, "(")) {
      open--;
    }
    if (open > 0 && tokens.is(open - 1, "=")) {
      splice.insert(tokens.start(open), "ANY ");
    }
  }

  /// Whether a piece names a common table expression.
  boolean readsCommonTable(Extent piece) {
    for (TableReference reference : outline.commonTables()) {
      if (piece.contains(reference.name().start())) {
        return true;
      }
    }
    return false;
  }
}
