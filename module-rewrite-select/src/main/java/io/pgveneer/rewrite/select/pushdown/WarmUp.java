package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.api.Column;
import io.pgveneer.api.Relation;
import java.util.List;

/// Loads what the algebra needs by using it once.
final class WarmUp {
  private WarmUp() {}

  static void run() {
    Relation relation =
        new Relation(
            0, "warm", "up", 'r', List.of(new Column(1, "id", "integer", true, false, '\0')), null);
    Source source = new Source("a", relation, null, "warm.lower");
    ColumnUse first = new ColumnUse(0, "id");
    Query query =
        new Query(
            List.of(source, source),
            new FromItem.Join(
                false,
                new FromItem.Table(0),
                new FromItem.Table(1),
                new Expression(
                    List.of("", " = ", ""), List.of(first, new ColumnUse(1, "id")), "joined")),
            null);
    query.group(Expression.column(first));
    query.partial(Partial.countRows());
    new Algebra(query, List.of()).arms();
  }
}
