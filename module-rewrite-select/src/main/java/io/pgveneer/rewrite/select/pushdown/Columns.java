package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.sql.Extent;
import io.pgveneer.sql.TokenList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The columns that expressions use.
final class Columns {
  private Columns() {}

  /// Those that are used outside of aggregates and are no groups.
  static Set<ColumnUse> outside(Walker walker, List<Extent> expressions, Query query) {
    Set<ColumnUse> used = new LinkedHashSet<>();
    expressions.forEach(expression -> collect(walker, expression, used));
    used.removeIf(use -> query.indexOfGroup(Expression.key(use)) >= 0);
    return used;
  }

  private static void collect(Walker walker, Extent expression, Set<ColumnUse> used) {
    TokenList tokens = walker.tokens;
    walker.walk(
        tokens.at(expression.start()),
        tokens.at(expression.end()),
        new Walker.Visitor() {
          @Override
          public void column(int first, int last, ColumnUse use) {
            used.add(use);
          }

          @Override
          public void aggregate(int first, int last) {}
        });
  }
}
