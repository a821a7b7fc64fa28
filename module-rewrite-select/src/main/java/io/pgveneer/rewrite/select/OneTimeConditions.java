package io.pgveneer.rewrite.select;

import io.pgveneer.sql.ColumnReference;
import io.pgveneer.sql.Conjuncts;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.TokenList;
import java.util.ArrayList;
import java.util.List;

/// Keeps conditions here that no row plays a part in, where there is an outer join.
///
/// postgres_fdw (seen on 18, not on 15) loses a condition such as `NOT EXISTS (SELECT FROM t)` of
/// an outer join whose ORDER BY or LIMIT it sends: the condition could be sent, is taken for a
/// filter that is checked once, and that filter is not put above such a scan. A condition that
/// calls a function which is not immutable is not sent, and is checked.
final class OneTimeConditions {
  private static final String KEPT = " OPERATOR(pg_catalog.=) (pg_catalog.pg_backend_pid() > 0)";

  private final List<Addition> additions;

  private record Addition(int offset, String text) {}

  private OneTimeConditions(List<Addition> additions) {
    this.additions = additions;
  }

  /// Those of a statement.
  static OneTimeConditions of(Outline outline, List<Item> items, Scopes scopes) {
    long replaced = items.stream().filter(item -> item.isReplaced() && !item.isCatalog()).count();
    return new OneTimeConditions(
        replaced > 1 && mayHaveAny(outline)
            ? new Search(outline.sql(), scopes).in(outline)
            : List.of());
  }

  /// Whether a part of the statement has one.
  boolean areIn(Extent part) {
    return additions.stream().anyMatch(addition -> part.contains(addition.offset()));
  }

  void rewrite(Splice splice) {
    additions.forEach(addition -> splice.insert(addition.offset(), addition.text()));
  }

  private static boolean mayHaveAny(Outline outline) {
    return outline.blocks().size() > 1 || outline.sql().indexOf('$') >= 0;
  }

  /// Reads a statement's tokens, which most need not be read for.
  private static final class Search {
    private final String sql;
    private final TokenList tokens;
    private final Scopes scopes;
    private final List<Addition> additions = new ArrayList<>();

    Search(String sql, Scopes scopes) {
      this.sql = sql;
      this.tokens = TokenList.of(sql);
      this.scopes = scopes;
    }

    List<Addition> in(Outline outline) {
      for (int i = 0; i < outline.blocks().size(); i++) {
        QueryBlock block = outline.blocks().get(i);
        Extent from = block.from();
        Extent where = block.where();
        if (from != null && where != null && hasOuterJoin(from)) {
          keep(i, where);
        }
      }
      return additions;
    }

    private boolean hasOuterJoin(Extent from) {
      for (int i = tokens.at(from.start()); i < tokens.at(from.end()); i++) {
        if ((tokens.is(i, "left") || tokens.is(i, "right") || tokens.is(i, "full"))
            && (tokens.is(i + 1, "join") || tokens.is(i + 1, "outer"))) {
          return true;
        }
      }
      return false;
    }

    private void keep(int block, Extent condition) {
      for (Extent conjunct : Conjuncts.of(sql, condition)) {
        int first = tokens.at(conjunct.start());
        int end = tokens.at(conjunct.end());
        if (tokens.is(first, "(")
            && tokens.partner(first) == end - 1
            && !Names.opensQuery(tokens, first)) {
          int inner = tokens.end(first);
          keep(block, new Extent(inner, tokens.start(end - 1)));
        } else if (!keepExists(block, first, end)
            && isOnce(first, end)
            && !isCorrelated(block, conjunct)) {
          additions.add(new Addition(conjunct.start(), "("));
          additions.add(new Addition(conjunct.end(), ")" + KEPT));
        }
      }
    }

    /// Keeps each `EXISTS` of its own.
    ///
    /// @return whether there is one
    private boolean keepExists(int block, int first, int end) {
      boolean found = false;
      for (int i = first; i < end; i++) {
        if (Names.opensQuery(tokens, i)) {
          int close = tokens.partner(i);
          if (tokens.is(i - 1, "exists")) {
            found = true;
            if (!isCorrelated(block, new Extent(tokens.start(i), tokens.end(close)))) {
              additions.add(new Addition(tokens.start(i - 1), "("));
              additions.add(new Addition(tokens.end(close), KEPT + ")"));
            }
          }
          i = close;
        }
      }
      return found;
    }

    /// Whether a condition has no column of its own, and a value that is known only when it runs.
    private boolean isOnce(int first, int end) {
      List<Extent> queries = new ArrayList<>();
      boolean runs = false;
      for (int i = first; i < end; i++) {
        if (Names.opensQuery(tokens, i)) {
          queries.add(new Extent(tokens.start(i), tokens.end(tokens.partner(i))));
          i = tokens.partner(i);
        }
        runs |= tokens.text(i).matches("\\$\\d+");
      }
      Extent whole = new Extent(tokens.start(first), tokens.end(end - 1));
      return (runs || !queries.isEmpty())
          && ColumnReference.in(sql, whole).stream()
              .allMatch(name -> queries.stream().anyMatch(q -> q.contains(name.extent().start())));
    }

    /// Whether something in a part of a block certainly is a column of the block's.
    private boolean isCorrelated(int block, Extent part) {
      for (ColumnReference reference : ColumnReference.in(sql, part)) {
        if (reference.parts().size() == 2 || reference.star() && reference.parts().size() == 1) {
          Item item = scopes.find(reference.parts().getFirst(), reference.extent().start());
          if (item != null && item.reference.block() == block) {
            return true;
          }
        }
      }
      return false;
    }
  }
}
