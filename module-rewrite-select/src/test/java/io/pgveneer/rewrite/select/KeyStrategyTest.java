package io.pgveneer.rewrite.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.api.Column;
import io.pgveneer.api.Relation;
import io.pgveneer.spi.TableOffer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyStrategyTest {
  private static @Nullable TableOffer offer(String sql, String type, @Nullable String keyed) {
    Relation.Lower lower =
        new Relation.Lower(
            "o.merged_2",
            "o.lower_2",
            "o.unmasked_2",
            "o.copy_up_2",
            List.of("id"),
            List.of(2L),
            false,
            null,
            null,
            "o.probed_2",
            keyed,
            1e6,
            100);
    Relation orders =
        new Relation(
            2,
            "public",
            "orders",
            'r',
            List.of(
                new Column(1, "id", type, true, false, '\0'),
                new Column(2, "Total", "numeric", false, false, '\0')),
            lower);
    return new KeyStrategy().table(OrdersRead.of(sql, orders, "because"));
  }

  @Test
  void shouldAskWhetherAnyOfTheKeysMayShow() {
    TableOffer offer =
        offer("SELECT * FROM orders WHERE id IN (5, $1::int) AND a = 1", "integer", "o.keyed_2");

    assertThat(offer).isNotNull();
    assertThat(offer.standIn())
        .isEqualTo(
            "(SELECT \"id\", \"Total\" FROM o.keyed_2 m WHERE m.pgveneer_up"
                + " OR (SELECT o.open_2((ARRAY[NULL::integer, 5, $1::int])[2:])))");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "7::int", "7::integer", "7::int8", "$%d", "$%d::bigint"})
  void shouldOfferForThousandsOfKeys(String key) {
    String keys =
        IntStream.rangeClosed(1, 10_000).mapToObj(key::formatted).collect(Collectors.joining(", "));

    assertThat(offer("SELECT * FROM orders WHERE id IN (" + keys + ")", "integer", "o.keyed_2"))
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM orders WHERE id = 5",
        "SELECT * FROM public.orders o WHERE a = 1 AND o.id = $2",
        "SELECT * FROM users u JOIN orders o ON o.user_id = u.id WHERE o.id = 5",
        "SELECT * FROM users u WHERE EXISTS (SELECT FROM orders WHERE id = 5 AND user_id = u.id)",
        "INSERT INTO users SELECT id FROM orders WHERE id = 5",
      })
  void shouldOfferWhereTheConditionTellsKeys(String sql) {
    assertThat(offer(sql, "integer", "o.keyed_2")).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM orders",
        "SELECT * FROM orders WHERE id = 5 OR a = 1",
        "SELECT * FROM orders WHERE NOT id = 5",
        "SELECT * FROM orders WHERE id > 5",
        "SELECT * FROM orders WHERE id = 5 + 1",
        "SELECT * FROM orders WHERE id = 5.5",
        "SELECT * FROM orders WHERE id = $1::text::int",
        "SELECT * FROM orders WHERE id = ANY ($1)",
        "SELECT * FROM orders WHERE id IN (SELECT 5)",
        "SELECT $1, * FROM orders WHERE id = $1",
        "SELECT * FROM orders, users WHERE id = 5",
        "SELECT * FROM orders o JOIN users u ON o.id = 5",
        "SELECT * FROM orders o (a, id) WHERE id = 5",
        "SELECT * FROM orders o (a, id) WHERE o.id = 5",
        "SELECT count(*) FROM orders HAVING max(id) = 5",
        "UPDATE users SET a = 1 FROM orders o WHERE o.id = 5",
      })
  void shouldLeaveOtherConditions(String sql) {
    assertThat(offer(sql, "integer", "o.keyed_2")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "uuid, '''00000000-0000-4000-8000-000000000002''', true",
    "uuid, $1, true",
    "uuid, 5, false",
    "uuid, '''no uuid''', false",
    "bigint, 12345678901, true",
    "bigint, 12345678901234567890, false",
    "text, '''a''', false",
  })
  void shouldTakeOnlyWhatComparesWithTheKey(String type, String key, boolean offered) {
    assertThat(offer("SELECT * FROM orders WHERE id = " + key, type, "o.keyed_2") != null)
        .isEqualTo(offered);
  }

  @Test
  void shouldLeaveARelationWithoutSuchAView() {
    assertThat(offer("SELECT * FROM orders WHERE id = 5", "integer", null)).isNull();
  }
}
