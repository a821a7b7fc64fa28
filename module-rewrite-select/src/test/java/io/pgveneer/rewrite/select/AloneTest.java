package io.pgveneer.rewrite.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.api.Relation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AloneTest {
  private static @Nullable String view(String sql, @Nullable String alone) {
    Relation orders = new Relation(2, "public", "orders", 'r', List.of(), LOWER);
    return Alone.view(OrdersRead.of(sql, orders, "because"), alone, "other");
  }

  private static final Relation.Lower LOWER =
      new Relation.Lower("o.merged_2", "o.lower_2", null, null, List.of("id"), List.of(2L), false);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM orders",
        "SELECT id, o.total AS t FROM public.orders o WHERE lower(name) = 'x' ORDER BY abs(id)",
        "DECLARE c CURSOR FOR SELECT * FROM orders WHERE id = 5 LIMIT 3",
      })
  void shouldBeToldWhereNothingElseIsRead(String sql) {
    assertThat(view(sql, "alone")).isEqualTo("alone");
    assertThat(view(sql, null)).isEqualTo("other");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT count(*) FROM orders",
        "SELECT (id) FROM orders",
        "SELECT DISTINCT id FROM orders",
        "SELECT id FROM orders GROUP BY id",
        "SELECT id FROM orders HAVING true",
        "SELECT o.id FROM orders o, users",
        "SELECT o.id FROM orders o, generate_series(1, 2)",
        "SELECT id FROM orders WHERE id IN (SELECT 1)",
        "SELECT id FROM orders UNION SELECT 1",
        "WITH x AS (SELECT * FROM orders) SELECT * FROM x",
        "INSERT INTO users SELECT id FROM orders",
        "TABLE orders",
      })
  void shouldNotBeToldElsewhere(String sql) {
    assertThat(view(sql, "alone")).isEqualTo("other");
  }
}
