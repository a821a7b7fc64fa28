package io.pgveneer.rewrite.dml;

import io.pgveneer.api.Relation;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.sql.ColumnReference;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.TableReference;
import io.pgveneer.sql.TokenList;
import io.pgveneer.sql.Write;
import java.util.List;
import java.util.Set;

/// Conditions whose keys come from the relation's own upper rows, as where a job queue is asked for
/// the next: `id = (SELECT id FROM jobs … FOR UPDATE SKIP LOCKED LIMIT 1)`.
///
/// No lower row that shows has the key of an upper row, as long as the key is unique in upper.
final class UpperKeys {
  private final StatementRequest request;
  private final Write write;
  private final Relation relation;
  private final List<String> key;
  private final Set<TableReference> upper;

  /// @param upper references that the statement reads from upper alone
  UpperKeys(
      StatementRequest request,
      Write write,
      Relation relation,
      Relation.Lower lower,
      Set<TableReference> upper) {
    this.request = request;
    this.write = write;
    this.relation = relation;
    this.key = lower.key();
    this.upper = upper;
  }

  /// Whether a part of the statement's condition holds for upper rows alone.
  boolean pin(Extent part) {
    if (upper.isEmpty() || key.size() != 1 || !relation.primaryKey().equals(Set.copyOf(key))) {
      return false;
    }
    TokenList tokens = TokenList.of(request.sql(), part);
    int column = tokens.is(1, ".") ? 2 : 0;
    boolean ours =
        isKey(tokens, column)
            && (column == 0
                || tokens.isName(0) && tokens.name(0).equals(write.target().correlation()));
    int open = column + 2;
    int close = tokens.size() - 1;
    return ours
        && (tokens.is(column + 1, "=") || tokens.is(column + 1, "in"))
        && tokens.is(open, "(")
        && tokens.partner(open) == close
        && isOfUpper(new Extent(tokens.start(open), tokens.end(close)));
  }

  private boolean isKey(TokenList tokens, int index) {
    return tokens.isName(index) && tokens.name(index).equals(key.getFirst());
  }

  /// Whether a query's result is the key of rows of upper.
  private boolean isOfUpper(Extent query) {
    List<QueryBlock> blocks = request.outline().blocks();
    for (int i = 0; i < blocks.size(); i++) {
      QueryBlock block = blocks.get(i);
      Extent list = block.select();
      Extent from = block.from();
      if (block.parent() == write.block()
          && query.contains(block.extent().start())
          && block.with() == null
          && list != null
          && from != null) {
        return isTheKey(list) && readsUpper(from, i);
      }
    }
    return false;
  }

  private boolean isTheKey(Extent list) {
    List<ColumnReference> references = ColumnReference.in(request.sql(), list);
    TokenList tokens = TokenList.of(request.sql(), list);
    return references.size() == 1
        && isKey(tokens, tokens.size() - 1)
        && (tokens.size() == 1 || tokens.size() == 3 && tokens.is(1, "."));
  }

  private boolean readsUpper(Extent from, int block) {
    List<TableReference> within =
        request.outline().references().stream()
            .filter(reference -> reference.block() == block)
            .toList();
    return within.size() == 1
        && upper.contains(within.getFirst())
        && within.getFirst().item().equals(from)
        && relation.equals(request.schema().resolve(within.getFirst()));
  }
}
