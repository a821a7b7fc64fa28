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

class SplitStrategyTest {
  private static final String TOUCHED = "(ARRAY(SELECT k FROM pgveneer_values))";

  private static @Nullable String split(String sql) {
    String text = LargeTables.rewritten(new SplitStrategy(), sql);
    return text == null ? null : text.replace("\"", "");
  }

  private static String some(String sql) {
    return Objects.requireNonNull(split(sql), sql);
  }

  @Test
  void shouldHaveProductionComputeTheGroupsThatNoOwnRowIsIn() {
    assertThat(split("SELECT tn, count(*) FROM t GROUP BY tn HAVING count(*) > 5"))
        .isEqualTo(
            "SELECT c1 AS tn, c2 AS count FROM (WITH pgveneer_values(k) AS MATERIALIZED (SELECT"
                + " DISTINCT k FROM (SELECT tn FROM public.t UNION ALL SELECT tn FROM o.hidden_1) AS"
                + " pgveneer_v(k) WHERE k IS NOT NULL) (SELECT tn, count(*) FROM (SELECT tn FROM"
                + " o.lower_1 WHERE tn IS NOT NULL AND tn <> ALL "
                + TOUCHED
                + ") AS t GROUP BY tn HAVING count(*) > 5) UNION ALL (SELECT tn, count(*) FROM"
                + " (SELECT tn FROM o.merged_1 WHERE (tn = ANY "
                + TOUCHED
                + " OR tn IS NULL)) AS t GROUP BY tn HAVING count(*) > 5)) AS pgveneer_parts(c1,"
                + " c2)");
  }

  @Test
  void shouldAddUpValuesThatAreCountedOnce() {
    assertThat(some("SELECT count(DISTINCT tn), sum(id) FROM t"))
        .startsWith(
            "SELECT coalesce(sum(pgveneer_arms.a1), 0)::bigint AS count,"
                + " sum(pgveneer_arms.a2)::bigint AS sum FROM (WITH pgveneer_values(k)")
        .contains(
            " SELECT count(DISTINCT t.tn) AS a1, sum(t.id) AS a2 FROM (SELECT id, tn FROM"
                + " o.lower_1 WHERE")
        .endsWith(") AS pgveneer_arms(a1, a2)");
  }

  @Test
  void shouldHaveProductionSortAndCutOffPagesOfJoins() {
    assertThat(
            some(
                "SELECT x.id, sk AS k FROM t x JOIN s ON (x.id = sn) ORDER BY tk DESC, 1, k LIMIT 5"
                    + " OFFSET 2"))
        .startsWith("SELECT c1 AS id, c2 AS k FROM (WITH")
        .contains("(SELECT x.id, sk AS k, tk FROM (SELECT id, tk FROM o.lower_1 WHERE id <> ALL")
        .contains("x JOIN o.lower_2 AS s ON (x.id = sn) ORDER BY tk DESC, 1, k LIMIT 7) UNION ALL")
        .endsWith(
            "LIMIT 7)) AS pgveneer_parts(c1, c2, o1) ORDER BY pgveneer_parts.o1 DESC,"
                + " pgveneer_parts.c1, pgveneer_parts.c2 LIMIT 5 OFFSET 2");
  }

  @Test
  void shouldLookUpWhatLeadsToTheKey() {
    assertThat(
            some(
                "SELECT t.id, count(*) FROM t JOIN s ON t.id = s.sn JOIN c ON c.id = s.id GROUP BY"
                    + " t.id"))
        .contains(
            "DISTINCT k FROM (SELECT id FROM public.t UNION ALL SELECT id FROM o.hidden_1 UNION ALL"
                + " SELECT sn FROM public.s UNION ALL SELECT sn FROM o.hidden_2)")
        .contains(
            "JOIN ((SELECT id FROM o.lower_3 WHERE id = ANY (ARRAY(SELECT id FROM o.merged_2 WHERE sn"
                + " = ANY "
                + TOUCHED
                + "))) UNION ALL (SELECT id FROM public.c, generate_series(1, 10) AS"
                + " pgveneer_n(pgveneer_n) WHERE (SELECT false))) AS c ON");
    assertThat(
            some(
                "SELECT c.id, count(*) FROM c JOIN s ON c.id = s.id JOIN t ON t.id = s.sn GROUP BY"
                    + " c.id"))
        .contains(
            "SELECT id FROM o.lower_2 WHERE sn = ANY (ARRAY(SELECT id FROM public.t UNION ALL SELECT"
                + " id FROM o.hidden_1))");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EXISTS (SELECT 1 FROM s WHERE s.sn = t.id)",
        "NOT EXISTS (SELECT FROM s WHERE t.id = s.sn AND s.sk = 'a and b')",
        "EXISTS(SELECT 1 AS a FROM s WHERE (s.sn = (t.id) AND s.id > 3) LIMIT 1)",
        "t.id IN (SELECT s.sn FROM s) AND t.tn > 3",
      })
  void shouldSplitWithSubqueries(String condition) {
    assertThat(some("SELECT t.id FROM t WHERE " + condition))
        .contains("o.lower_2 AS s")
        .contains("FROM o.merged_2 WHERE sn = ANY " + TOUCHED);
  }

  @Test
  void shouldKeepRowsWithoutAPartner() {
    assertThat(some("SELECT t.id, count(s.id) FROM t LEFT JOIN s ON s.sn = t.id GROUP BY t.id"))
        .contains(
            "LEFT JOIN ((SELECT id, sn FROM o.merged_2 WHERE sn = ANY "
                + TOUCHED
                + ") UNION ALL (SELECT id, sn FROM public.s, generate_series(1, 10)");
    assertThat(some("SELECT s.sn, count(t.id) FROM t LEFT JOIN s ON s.sn = t.id GROUP BY s.sn"))
        .contains("FROM o.lower_1 WHERE id <> ALL " + TOUCHED + ") AS t LEFT JOIN o.lower_2 AS s");
  }

  @Test
  void shouldTellWhereColumnsComeFrom() {
    BlockOffer offer =
        Objects.requireNonNull(
            LargeTables.offer(
                new SplitStrategy(), "SELECT tn, max(id), tn + 1 FROM t GROUP BY tn"));

    assertThat(offer.origins()).containsExactly(new ColumnOrigin(1, 2), null, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id FROM t",
        "SELECT id FROM t ORDER BY id LIMIT 5",
        "SELECT count(*) FROM t",
        "SELECT cn, count(*) FROM c GROUP BY cn",
        "SELECT tx, count(*) FROM t GROUP BY tx",
        "SELECT tk, count(*) FROM t GROUP BY tk",
        "SELECT tn + 1, count(*) FROM t GROUP BY tn + 1",
        "SELECT tn, count(*) FROM t WHERE id = 7 GROUP BY tn",
        "SELECT t.tn, count(*) FROM t, s GROUP BY t.tn",
        "SELECT t.tn, count(*) FROM t JOIN s ON s.sn < t.tn GROUP BY t.tn",
        "SELECT tn, string_agg(tk, ',') FROM t GROUP BY tn",
        "SELECT tn, random() FROM t GROUP BY tn",
        "SELECT tn, $1 FROM t GROUP BY tn",
        "SELECT tn, count(*) FROM t GROUP BY tn FETCH FIRST 5 ROWS WITH TIES",
        "SELECT tn, count(*) FROM t GROUP BY ROLLUP (tn)",
        "SELECT count(DISTINCT tn), count(DISTINCT id) FROM t",
        "SELECT t.id, s.id FROM t JOIN s ON t.id = s.sn",
        "SELECT t.id, s.id FROM t JOIN s ON t.id = s.sn LIMIT 5",
        "SELECT t.*, s.id FROM t JOIN s ON t.id = s.sn ORDER BY 1 LIMIT 5",
        "SELECT t.id, s.id FROM t JOIN s USING (id) ORDER BY 1 LIMIT 5",
        "SELECT t.id FROM t WHERE EXISTS (SELECT FROM s WHERE s.sn > t.id)",
        "SELECT t.id FROM t WHERE EXISTS (SELECT FROM s WHERE s.sn = t.id) OR t.tn = 1",
        "SELECT t.id FROM t WHERE EXISTS (SELECT FROM t WHERE t.tn = 1)",
        "SELECT t.id FROM t, s WHERE EXISTS (SELECT FROM c WHERE c.cn = t.id AND c.id = s.id)",
        "SELECT t.id FROM t, s WHERE EXISTS (SELECT FROM c JOIN c d ON c.cn = t.id AND c.id = s.id)",
        "SELECT t.id, count(*) FROM t CROSS JOIN s LEFT JOIN c ON c.cn = t.id AND c.id = s.id GROUP BY"
            + " t.id",
        "SELECT t.id FROM t WHERE t.id NOT IN (SELECT s.sn FROM s)",
        "SELECT t.id FROM t WHERE t.id IN (SELECT s.sn FROM s LIMIT 1)",
        "SELECT t.id FROM t WHERE t.id IN (SELECT s.sn FROM s WHERE s.id = 5)",
        "SELECT t.id FROM t WHERE t.id = (SELECT max(s.sn) FROM s WHERE s.sn = t.id)",
        "SELECT t.id, EXISTS (SELECT FROM s WHERE s.sn = t.id) FROM t",
        "SELECT t.id FROM t WHERE EXISTS (SELECT FROM s WHERE s.sk = '#0.id = #1.sn' AND s.sn > t.id)",
        "INSERT INTO s (sn) SELECT tn FROM t GROUP BY tn",
      })
  void shouldLeaveWhatCannotBeSplitOrNeedNot(String sql) {
    assertThat(split(sql)).isNull();
  }

  @Test
  void shouldKeepWhatFollowsInItsLine() {
    String sql =
        "SELECT tn, count(*)\nFROM t -- all\nWHERE tx > 3\nGROUP BY tn\nORDER BY\n 2\nLIMIT 7";

    assertThat(Objects.requireNonNull(split(sql)).split("\n", -1))
        .hasSameSizeAs(sql.split("\n", -1));
  }
}
