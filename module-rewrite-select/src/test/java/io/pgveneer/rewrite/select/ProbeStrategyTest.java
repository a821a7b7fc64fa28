package io.pgveneer.rewrite.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.api.Relation;
import io.pgveneer.spi.TableOffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeStrategyTest {
  private static final Relation.Lower LOWER =
      new Relation.Lower(
          "merged",
          "whole",
          "unmasked",
          "copy_up",
          List.of("id"),
          List.of(2L),
          false,
          null,
          null,
          "probed",
          null,
          1e6,
          100);

  private static @Nullable TableOffer offer(String sql) {
    Relation orders = new Relation(2, "public", "orders", 'r', List.of(), LOWER);
    return new ProbeStrategy().table(OrdersRead.of(sql, orders, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM orders ORDER BY id DESC LIMIT 25",
        "SELECT o.id, total FROM orders AS o WHERE lower(status) = 'new' LIMIT $1 OFFSET $2",
        "SELECT 1 AS one FROM public.orders WHERE id = 5 LIMIT 1",
        "SELECT * FROM orders ORDER BY total FETCH FIRST 10 ROWS WITH TIES",
        "SELECT * FROM orders OFFSET 100 ROWS FETCH NEXT 5 ROWS ONLY",
      })
  void shouldOfferToReadAPage(String sql) {
    TableOffer offer = offer(sql);

    assertThat(offer).isNotNull();
    assertThat(offer.standIn()).isEqualTo("probed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM orders",
        "SELECT count(*) FROM orders LIMIT 1",
        "SELECT DISTINCT status FROM orders LIMIT 10",
        "SELECT status FROM orders GROUP BY status LIMIT 10",
        "SELECT * FROM orders o JOIN users u ON u.id = o.user_id LIMIT 10",
        "SELECT * FROM orders, users LIMIT 10",
        "SELECT 1 FROM users WHERE EXISTS (SELECT 1 FROM orders LIMIT 1)",
        "SELECT * FROM orders LIMIT 10001",
        "SELECT * FROM orders LIMIT 10 OFFSET 1000000",
        "SELECT * FROM orders LIMIT (SELECT 5)",
        "SELECT * FROM orders LIMIT ALL",
        "TABLE orders LIMIT 5",
        "(SELECT * FROM orders) LIMIT 5",
      })
  void shouldLeaveWhatReadsMore(String sql) {
    assertThat(offer(sql)).isNull();
  }

  @Test
  void shouldCostLessThanMergingAndMoreThanProductionAlone() {
    TableOffer offer = offer("SELECT * FROM orders LIMIT 5");

    assertThat(offer).isNotNull();
    assertThat(offer.cost()).isStrictlyBetween(1e6, 1.1e6 + 1);
  }
}
