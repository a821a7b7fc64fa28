package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.api.Relation;
import io.pgveneer.spi.BlockRead;
import io.pgveneer.spi.BlockRead.BlockTable;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.TableReference;
import io.pgveneer.sql.TokenList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Reads a query block as a whole.
final class BlockReader {
  private BlockReader() {}

  /// The relations of a block, where each can be read by layers.
  ///
  /// Errors: Unsupported
  static List<Source> sources(BlockRead read) {
    List<Source> sources = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (BlockTable table : read.tables()) {
      TableReference reference = table.reference();
      Relation relation = table.relation();
      Relation.Lower lower = relation == null ? null : relation.lower();
      if (relation == null || lower == null || lower.opaque() || table.offer() == null) {
        throw new Unsupported("a relation without a lower side");
      }
      if (reference.columnAliases() != null
          || reference.only()
          || reference.tableSample() != null
          || !names.add(reference.correlation())) {
        throw new Unsupported("the form of a FROM item");
      }
      boolean clean =
          read.mayAssumeClean()
              && lower.whole() != null
              && read.request().schema().isClean(relation);
      if (!clean && lower.shipped() == null) {
        throw new Unsupported("a relation whose mask cannot be shipped");
      }
      sources.add(
          new Source(
              reference.correlation(),
              relation,
              clean ? lower.whole() : null,
              clean ? null : lower.shipped()));
    }
    return sources;
  }

  static Query query(BlockRead read, Walker walker, List<Source> sources) {
    QueryBlock block = read.block();
    TokenList tokens = walker.tokens;
    FromItem from = from(read, walker, 0);
    Extent where = block.where();
    Expression condition =
        where == null ? null : walker.condition(tokens.at(where.start()), tokens.at(where.end()));
    return new Query(sources, from, condition);
  }

  /// What FROM says, of a block that is no more than what can be read here.
  ///
  /// @param place as [FromReader]'s
  static FromItem from(BlockRead read, Walker walker, int place) {
    QueryBlock block = read.block();
    if (block.window() != null || !block.locking().isEmpty()) {
      throw new Unsupported("WINDOW or a lock");
    }
    List<TableReference> references = read.tables().stream().map(BlockTable::reference).toList();
    return new FromReader(walker.tokens, walker, references, place)
        .read(Objects.requireNonNull(block.from()));
  }
}
