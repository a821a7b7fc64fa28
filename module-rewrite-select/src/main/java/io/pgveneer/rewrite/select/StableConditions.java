package io.pgveneer.rewrite.select;

import io.pgveneer.rewrite.select.pushdown.StableOperands;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.TokenList;
import java.util.List;

/// Turns operands of conditions that have one value for the whole statement into subqueries, so
/// that they go to production as parameters.
final class StableConditions {
  /// One of these stands in every text that has such an operand.
  private static final List<String> MARKS =
      List.of("now", "NOW", "current_", "CURRENT_", "_timestamp", "localtime", "LOCALTIME");

  private StableConditions() {}

  static void rewrite(Outline outline, List<Item> items, Splice splice) {
    if (MARKS.stream().noneMatch(outline.sql()::contains)) {
      return;
    }
    TokenList tokens = TokenList.of(outline.sql());
    for (int i = 0; i < outline.blocks().size(); i++) {
      QueryBlock block = outline.blocks().get(i);
      int index = i;
      List<Item> within = items.stream().filter(item -> item.reference.block() == index).toList();
      boolean reads =
          block.kind() == QueryBlock.Kind.SELECT
              && within.stream().anyMatch(item -> item.isReplaced() && !item.isCatalog())
              && within.stream().allMatch(item -> item.inBlock == null);
      Extent where = block.where();
      if (reads && where != null) {
        StableOperands.asSubqueries(tokens, where)
            .forEach(operand -> splice.replace(operand.extent(), operand.text()));
      }
    }
  }
}
