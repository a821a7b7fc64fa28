package io.pgveneer.rewrite.select;

import io.pgveneer.spi.TableRead;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.TableReference;
import org.jspecify.annotations.Nullable;

/// Statements that read one relation and nothing else, row by row: what the planner knows of it
/// decides nothing, and need not be asked for.
final class Alone {
  private Alone() {}

  /// The view for such a statement, where there is one; else the other.
  static @Nullable String view(TableRead read, @Nullable String alone, @Nullable String other) {
    return alone != null && isAlone(read) ? alone : other;
  }

  private static boolean isAlone(TableRead read) {
    TableReference reference = read.reference();
    var outline = read.request().outline();
    if (outline.blocks().size() != 1 || outline.references().size() != 1 || reference.block() < 0) {
      return false;
    }
    QueryBlock block = outline.blocks().getFirst();
    return block.kind() == QueryBlock.Kind.SELECT
        && reference.item().equals(block.from())
        && block.distinct() == null
        && block.groupBy() == null
        && block.having() == null
        && block.window() == null
        && block.select() != null
        // a function may be an aggregate
        && !block.select().in(read.request().sql()).contains("(");
  }
}
