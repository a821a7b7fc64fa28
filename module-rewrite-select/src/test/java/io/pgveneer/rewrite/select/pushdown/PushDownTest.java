package io.pgveneer.rewrite.select.pushdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushDownTest {
  private static final PushDown STRATEGY = new PushDown();

  @BeforeAll
  static void prepare() {
    STRATEGY.prepare();
  }

  private static @Nullable String pushed(String sql) {
    return LargeTables.rewritten(STRATEGY, sql);
  }

  @Test
  void shouldCountInEachLayer() {
    assertThat(pushed("SELECT count(*) FROM t WHERE tn > 3 -- all"))
        .isEqualTo(
            "SELECT coalesce(sum(pgveneer_arms.a1), 0)::bigint AS \"count\" FROM (SELECT count(*) AS"
                + " \"a1\" FROM \"public\".\"t\" WHERE (( \"tn\" > 3)) UNION ALL SELECT count(*)"
                + " AS \"a1\" FROM \"o\".\"shipped_1\" WHERE (( \"tn\" > 3))) AS"
                + " pgveneer_arms(a1) -- all");
  }

  @Test
  void shouldLeaveFewRowsOfOneValueToBeFetched() {
    assertThat(pushed("SELECT count(*) FROM t WHERE tn = 42 AND tk <> 'x'")).isNull();
    assertThat(pushed("SELECT count(*) FROM t WHERE tk = 'x' OR tn = 42")).isNotNull();
    assertThat(pushed("SELECT count(*) FROM t, s WHERE tn = 42 AND sn = t.id")).isNotNull();
  }

  @Test
  void shouldKeepTheClientsLabelsGroupsAndOrder() {
    assertThat(
            pushed(
                "SELECT tk AS key, avg(tn), 2 * sum(tn) FROM t GROUP BY key HAVING count(*) > 1"
                    + " ORDER BY key DESC, max(tn) LIMIT 3"))
        .startsWith(
            "SELECT pgveneer_arms.g1 AS key, (sum(pgveneer_arms.a1) / nullif(sum(pgveneer_arms.a2),"
                + " 0)) AS \"avg\", 2 * sum(pgveneer_arms.a1)::bigint AS \"?column?\" FROM (SELECT")
        .endsWith(
            ") AS pgveneer_arms(g1, a1, a2, a3, a4) GROUP BY pgveneer_arms.g1 HAVING"
                + " sum(pgveneer_arms.a3)::bigint > 1 ORDER BY key DESC, max(pgveneer_arms.a4) LIMIT 3");
  }

  @Test
  void shouldHaveEachLayerTellItsDifferentRows() {
    String text = Objects.requireNonNull(pushed("SELECT DISTINCT tk, 'x' FROM t ORDER BY tk"));

    assertThat(text)
        .startsWith("SELECT DISTINCT pgveneer_arms.g1 AS \"tk\", 'x' AS \"?column?\" FROM (SELECT")
        .endsWith(") AS pgveneer_arms(g1) ORDER BY tk");
    assertThat(text.split("GROUP BY", -1)).hasSize(3);
  }

  @Test
  void shouldNameTheColumnsOfArmsThatGiveWholeRows() {
    assertThat(pushed("SELECT DISTINCT id, sn, sk FROM s"))
        .endsWith(") AS pgveneer_arms(g1, g2, g3)");
  }

  @Test
  void shouldWriteJoinsWithoutConditionOut() {
    assertThat(pushed("SELECT count(*) FROM t, s CROSS JOIN c"))
        .contains("CROSS JOIN (\"public\".\"s\" CROSS JOIN");
  }

  @Test
  void shouldSendJoinKeysAlongWhereUpperRowsMeetLowerOnes() {
    String text =
        Objects.requireNonNull(
            pushed("SELECT sum(sn) FROM t JOIN s ON s.sn = t.id JOIN c ON cn = tn"));

    assertThat(text.split("UNION ALL", -1)).hasSize(4);
    assertThat(text)
        .contains(
            "= ANY (ARRAY(SELECT DISTINCT pgveneer_u.\"id\" FROM \"public\".\"t\" pgveneer_u))")
        .contains("\"o\".\"lower_3\"")
        .doesNotContain("shipped_3");
  }

  @Test
  void shouldSplitALeftJoinOfWhichAggregatesAloneAreAsked() {
    String text =
        Objects.requireNonNull(
            pushed(
                "SELECT t.id, tk, count(s.id) AS n FROM t LEFT JOIN s ON t.id = sn WHERE tn > 1"
                    + " GROUP BY t.id, tk ORDER BY n"));

    assertThat(text.split("UNION ALL", -1)).hasSize(4);
    assertThat(text.split(" INNER JOIN \"public\".\"s\"", -1)).hasSize(3);
    assertThat(text.split(" LEFT JOIN ", -1)).hasSize(3);
    assertThat(text)
        .contains("LEFT JOIN \"o\".\"shipped_2\"")
        .doesNotContain("LEFT JOIN \"public\".\"s\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT t.tk, count(*) FROM t LEFT JOIN s ON t.id = sn GROUP BY t.tk",
        "SELECT t.tk, sum(tn) FROM t LEFT JOIN s ON t.id = sn GROUP BY t.tk",
        "SELECT t.tk, sum(coalesce(sn, 1)) FROM t LEFT JOIN s ON t.id = sn GROUP BY t.tk",
        "SELECT t.tk, sk, count(s.id) FROM t LEFT JOIN s ON t.id = sn GROUP BY t.tk, sk",
        "SELECT t.tk, count(s.id) FROM t LEFT JOIN s ON t.id = sn WHERE sn IS NULL GROUP BY t.tk",
        "SELECT t.tk, count(DISTINCT sn) FROM t LEFT JOIN s ON t.id = sn GROUP BY t.tk",
        "SELECT t.tk, count(s.id) FROM t LEFT JOIN s ON t.id = s.sn JOIN c ON s.id = cn GROUP BY t.tk",
        "SELECT t.tk, count(s.id), count(b.id) FROM t LEFT JOIN s ON t.id = s.sn LEFT JOIN s b ON"
            + " t.id = b.sn GROUP BY t.tk",
      })
  void shouldNotSplitOtherLeftJoins(String sql) {
    assertThat(pushed(sql)).isNull();
  }

  @Test
  void shouldDrawTheUnionsOfThreeRelationsUp() {
    String text =
        Objects.requireNonNull(
            pushed(
                "SELECT a.tk, sum(s.sn) FROM t a, t b, s WHERE a.id = b.tn AND b.id = sn GROUP BY"
                    + " a.tk"));

    assertThat(text.split("UNION ALL", -1)).hasSize(8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT count(*) FROM t, s JOIN c ON cn = tn",
        "SELECT id FROM t",
        "SELECT sum(tx) FROM t",
        "SELECT max(tx) FROM t",
        "SELECT avg(tx::numeric * tx) FROM t",
        "SELECT count(*) FROM t WHERE id = 5",
        "SELECT count(*) FROM t WHERE random() < 0.5",
        "SELECT count(*) FROM t, generate_series(1, 3) g",
        "SELECT string_agg(tk, ',') FROM t",
        "SELECT count(*) OVER () FROM t",
        "SELECT DISTINCT count(*) FROM t",
        "SELECT DISTINCT tx FROM t",
        "SELECT DISTINCT tk FROM t ORDER BY tn",
        "SELECT DISTINCT tk FROM t ORDER BY count(*)",
        "SELECT count(*) FROM c",
        "SELECT count(*) FROM c LEFT JOIN t ON cn = tn",
        "SELECT count(*) FROM t NATURAL JOIN s",
        "SELECT count(*) FROM t JOIN s USING (id)",
        "SELECT count(*) FROM t FULL JOIN s ON tn = sn",
        "SELECT tk FROM t GROUP BY ROLLUP (tk)",
        "SELECT id, count(*) FROM t, s GROUP BY tk",
        "SELECT tn, count(*) FROM t GROUP BY tk",
        "SELECT count(t) FROM t",
        "SELECT sum(DISTINCT tn) FROM t",
        "SELECT CASE WHEN true THEN max(tn) END FROM t",
        "SELECT count(tk ORDER BY tk) FROM t",
        "SELECT count(*) FROM t AS x (a)",
        "SELECT * FROM t GROUP BY id, tn, tx, tk"
      })
  void shouldNotTakeWhatItDoesNotKnow(String sql) {
    assertThat(pushed(sql)).isNull();
  }

  @Test
  void shouldKeepWhatFollowsInItsLine() {
    String sql = "SELECT count(*)\nFROM t -- all\nWHERE tn > 3\n  AND id < 7\nLIMIT 1";

    assertThat(Objects.requireNonNull(pushed(sql)).split("\n", -1))
        .hasSameSizeAs(sql.split("\n", -1));
  }
}
