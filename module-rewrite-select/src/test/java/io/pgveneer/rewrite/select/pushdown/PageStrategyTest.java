package io.pgveneer.rewrite.select.pushdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.api.ColumnOrigin;
import io.pgveneer.spi.BlockOffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageStrategyTest {
  private static @Nullable String paged(String sql) {
    String text = LargeTables.rewritten(new PageStrategy(), sql);
    return text == null ? null : text.replace("\"", "");
  }

  @Test
  void shouldHaveProductionSortAndCutOff() {
    assertThat(paged("SELECT id, x.tk FROM t AS x WHERE tn > 3 ORDER BY tk DESC, id LIMIT 25"))
        .isEqualTo(
            "SELECT id, x.tk FROM (SELECT id, tn, tx, tk FROM public.t UNION ALL (SELECT id, tn,"
                + " tx, tk FROM o.shipped_1 AS x WHERE tn > 3 ORDER BY tk DESC, id LIMIT 25)) AS x"
                + " WHERE tn > 3 ORDER BY tk DESC, id LIMIT 25");
  }

  @Test
  void shouldComputeOnceWhatIsNotImmutable() {
    assertThat(paged("SELECT id FROM t WHERE tn < now() - interval '1 day' ORDER BY id LIMIT 5"))
        .contains("shipped_1 AS t WHERE tn < (SELECT now() - interval '1 day') ORDER BY id LIMIT 5")
        .endsWith("AS t WHERE tn < now() - interval '1 day' ORDER BY id LIMIT 5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LIMIT 5 OFFSET 20 | LIMIT 25",
        "OFFSET 20 LIMIT 5 | LIMIT 25",
        "FETCH FIRST 7 ROWS ONLY | LIMIT 7",
        "LIMIT $1 | LIMIT $1",
        "LIMIT $1 OFFSET 3 | LIMIT CASE WHEN $1::bigint < 1000000000 AND 3::bigint < 1000000000"
            + " THEN $1::bigint + 3::bigint END",
      })
  void shouldAskForTheRowsBeforeThePageToo(String paging, String asked) {
    assertThat(paged("SELECT * FROM t ORDER BY id " + paging))
        .contains("shipped_1 AS t ORDER BY id " + asked + "))")
        .endsWith(" AS t ORDER BY id " + paging);
  }

  @Test
  void shouldTellWhereColumnsComeFrom() {
    BlockOffer offer =
        Objects.requireNonNull(
            LargeTables.offer(new PageStrategy(), "SELECT tk, lower(tk), t.* FROM t LIMIT 1"));

    assertThat(offer.origins())
        .containsExactly(
            new ColumnOrigin(1, 4),
            null,
            new ColumnOrigin(1, 1),
            new ColumnOrigin(1, 2),
            new ColumnOrigin(1, 3),
            new ColumnOrigin(1, 4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id FROM t",
        "SELECT id FROM t LIMIT 10001",
        "SELECT id FROM t LIMIT (1)",
        "SELECT id FROM t LIMIT 5 + 5",
        "SELECT id FROM t ORDER BY tn FETCH FIRST 5 ROWS WITH TIES",
        "SELECT count(*) FROM t LIMIT 5",
        "SELECT count(*) OVER () FROM t LIMIT 5",
        "SELECT generate_series(1, tn) FROM t LIMIT 5",
        "SELECT random() FROM t LIMIT 5",
        "SELECT DISTINCT id FROM t LIMIT 5",
        "SELECT tk FROM t GROUP BY tk LIMIT 5",
        "SELECT t FROM t LIMIT 5",
        "SELECT ctid FROM t LIMIT 5",
        "SELECT public.t.id FROM t LIMIT 5",
        "SELECT id FROM t WHERE random() < 0.5 LIMIT 5",
        "SELECT id FROM t WHERE id IN (SELECT id FROM s) LIMIT 5",
        "SELECT id FROM t ORDER BY 1 LIMIT 5",
        "SELECT -id AS tn FROM t ORDER BY tn LIMIT 5",
        "SELECT id AS tn FROM t ORDER BY tn LIMIT 5",
        "SELECT id FROM t ORDER BY random() LIMIT 5",
        "SELECT id FROM t ORDER BY tk USING > LIMIT 5",
        "SELECT $1, id FROM t LIMIT $1",
        "SELECT id FROM t LIMIT 5 FOR UPDATE",
        "SELECT id FROM ONLY t LIMIT 5",
        "SELECT id FROM t AS x (a, b) LIMIT 5",
        "SELECT t.id FROM t, s LIMIT 5",
        "SELECT id FROM (SELECT id FROM t LIMIT 5) x",
        "INSERT INTO s SELECT id FROM t LIMIT 5",
        "CREATE TABLE x AS SELECT id FROM t LIMIT 5",
        "DECLARE c CURSOR FOR SELECT id FROM t LIMIT 5",
      })
  void shouldLeaveWhatIsMoreThanAPage(String sql) {
    assertThat(paged(sql)).isNull();
  }

  @Test
  void shouldKeepWhatFollowsInItsLine() {
    String sql = "SELECT id\nFROM t -- all\nWHERE tn\n > 3\nORDER BY\n id\nLIMIT 1\nOFFSET 2";

    assertThat(Objects.requireNonNull(paged(sql)).split("\n", -1))
        .hasSameSizeAs(sql.split("\n", -1));
  }
}
