package io.pgveneer.rewrite.select.pushdown;

import org.jspecify.annotations.Nullable;

/// `LEFT JOIN` of a relation with layers.
///
/// `l LEFT JOIN (upper UNION ALL lower)` is not `l LEFT JOIN upper UNION ALL l LEFT JOIN lower`: a
/// row of `l` with a partner in one layer alone would be filled up with nulls in the other. But
/// where nothing is asked of the right side than aggregates of its columns, these pass over nulls;
/// and each row of `l` need only come up once without a partner for its group to be there. So it is
/// `l JOIN upper UNION ALL l LEFT JOIN lower`.
final class LeftJoins {
  private LeftJoins() {}

  /// Whether a LEFT JOIN may be computed so.
  static boolean isSplit(Query query, FromItem.Join join) {
    if (!(join.second() instanceof FromItem.Table(int right))) {
      return false;
    }
    boolean aggregatesOfRight =
        query.partials.stream()
            .allMatch(
                partial ->
                    !partial.operands().isEmpty()
                        && partial.operands().getFirst().isColumn()
                        && uses(partial.operands().getFirst(), right));
    return aggregatesOfRight
        && query.groups.stream().noneMatch(group -> uses(group, right))
        && !uses(query.where, right)
        && !isJoinedOn(query.from, join, right);
  }

  private static boolean isJoinedOn(FromItem item, FromItem.Join join, int right) {
    return item instanceof FromItem.Join other
        && (!other.equals(join) && uses(other.on(), right)
            || isJoinedOn(other.first(), join, right)
            || isJoinedOn(other.second(), join, right));
  }

  private static boolean uses(@Nullable Expression expression, int source) {
    return expression != null
        && expression.columns().stream().anyMatch(use -> use.source() == source);
  }
}
