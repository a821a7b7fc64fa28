package io.pgveneer.rewrite.select.pushdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.api.ColumnOrigin;
import io.pgveneer.spi.BlockOffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JoinedPageStrategyTest {
  private static @Nullable String paged(String sql) {
    String text = LargeTables.rewritten(new JoinedPageStrategy(), sql);
    return text == null ? null : text.replace("\"", "");
  }

  @Test
  void shouldCutThePageOffBeforeWhatBelongsToItIsLookedUp() {
    assertThat(
            paged(
                "SELECT a.id, s.* FROM t a LEFT JOIN s ON s.id = a.tn WHERE a.tk > 'x' OR tn = 3"
                    + " ORDER BY a.tk DESC LIMIT 5 OFFSET 2"))
        .isEqualTo(
            "WITH pgveneer_page AS MATERIALIZED (SELECT id, tn, tx, tk FROM (SELECT id, tn, tx, tk"
                + " FROM public.t UNION ALL (SELECT id, tn, tx, tk FROM o.shipped_1 AS a WHERE a.tk"
                + " > 'x' OR tn = 3 ORDER BY a.tk DESC LIMIT 7)) AS a WHERE a.tk > 'x' OR tn = 3"
                + " ORDER BY a.tk DESC LIMIT 7), pgveneer_joined_1 AS MATERIALIZED (SELECT id, sn,"
                + " sx, sk FROM o.merged_2 AS m WHERE id = ANY (ARRAY(SELECT tn FROM"
                + " pgveneer_page))) SELECT a.id, s.* FROM pgveneer_page a LEFT JOIN"
                + " pgveneer_joined_1 AS s ON s.id = a.tn ORDER BY a.tk DESC LIMIT 5 OFFSET 2");
  }

  @Test
  void shouldReadAllWhereARowOfThePageHasNoPartner() {
    assertThat(paged("SELECT c.id, s.sk FROM c JOIN s ON c.cn = s.id WHERE ck > 'x' LIMIT $1"))
        .isEqualTo(
            "WITH pgveneer_page AS MATERIALIZED (SELECT id, cn, cx, ck FROM o.lower_3 AS c WHERE"
                + " (ck > 'x') AND c.cn IS NOT NULL LIMIT $1), pgveneer_joined_1 AS MATERIALIZED"
                + " (SELECT id, sn, sx, sk FROM o.merged_2 AS m WHERE id = ANY (ARRAY(SELECT cn"
                + " FROM pgveneer_page))), pgveneer_short(s) AS MATERIALIZED (SELECT EXISTS (SELECT"
                + " FROM pgveneer_page b WHERE NOT EXISTS (SELECT FROM pgveneer_joined_1 l WHERE"
                + " l.id = b.cn))) SELECT c.id, s.sk FROM (SELECT * FROM pgveneer_page WHERE NOT"
                + " (SELECT s FROM pgveneer_short) UNION ALL SELECT * FROM"
                + " pgveneer.rows_of('o.lower_3') AS c(id integer, cn integer, cx double precision,"
                + " ck text) WHERE (ck > 'x') AND c.cn IS NOT NULL AND (SELECT s FROM"
                + " pgveneer_short)) AS c JOIN (SELECT * FROM pgveneer_joined_1 WHERE NOT (SELECT s"
                + " FROM pgveneer_short) UNION ALL SELECT * FROM pgveneer.rows_of('o.merged_2') AS"
                + " s(id integer, sn integer, sx double precision, sk text) WHERE (SELECT s FROM"
                + " pgveneer_short)) AS s ON c.cn = s.id LIMIT $1");
  }

  @Test
  void shouldLookUpWhatBelongsToWhatWasLookedUp() {
    assertThat(
            paged(
                "SELECT t.id, d.ck FROM t LEFT JOIN s ON s.id = tn LEFT JOIN c d ON d.id = s.sn"
                    + " LIMIT 5"))
        .contains("o.lower_3 AS m WHERE id = ANY (ARRAY(SELECT sn FROM pgveneer_joined_1)))")
        .endsWith("LEFT JOIN pgveneer_joined_2 d ON d.id = s.sn LIMIT 5");
  }

  @Test
  void shouldTellWhereColumnsComeFrom() {
    BlockOffer offer =
        Objects.requireNonNull(
            LargeTables.offer(
                new JoinedPageStrategy(),
                "SELECT sk AS k, t.* FROM t LEFT JOIN s ON s.id = tn LIMIT 1"));

    assertThat(offer.origins())
        .containsExactly(
            new ColumnOrigin(2, 4),
            new ColumnOrigin(1, 1),
            new ColumnOrigin(1, 2),
            new ColumnOrigin(1, 3),
            new ColumnOrigin(1, 4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id FROM t LIMIT 5",
        "SELECT t.id FROM t JOIN s ON s.id = tn",
        "SELECT t.id FROM t JOIN s ON s.id = tn LIMIT 10001",
        "SELECT t.id FROM t JOIN s ON s.id = tn FETCH FIRST 5 ROWS WITH TIES",
        "SELECT a.id FROM c a JOIN c b ON b.id = a.cn LIMIT 5",
        "SELECT t.id FROM t JOIN s ON s.sn = t.id LIMIT 5",
        "SELECT t.id FROM t JOIN c ON c.id = tn LIMIT 5",
        "SELECT t.id FROM t JOIN s ON s.id = t.id + 1 LIMIT 5",
        "SELECT t.id FROM t JOIN s ON s.id = tn AND sk = 'x' LIMIT 5",
        "SELECT t.id FROM t JOIN s ON s.id = tn OR s.id = t.id LIMIT 5",
        "SELECT t.id FROM t, s WHERE s.id = tn LIMIT 5",
        "SELECT t.id FROM t CROSS JOIN s LIMIT 5",
        "SELECT t.id FROM t JOIN s USING (id) LIMIT 5",
        "SELECT t.id FROM t RIGHT JOIN s ON s.id = tn LIMIT 5",
        "SELECT t.id FROM t LEFT JOIN s ON s.id = tn JOIN c ON c.id = sn LIMIT 5",
        "SELECT t.id FROM t JOIN (s JOIN c ON c.id = sn) ON s.id = tn LIMIT 5",
        "SELECT t.id FROM t JOIN s ON s.id = tn WHERE sk = 'x' LIMIT 5",
        "SELECT t.id FROM t JOIN s ON s.id = tn ORDER BY sk LIMIT 5",
        "SELECT t.id FROM t JOIN s ON s.id = tn ORDER BY 1 LIMIT 5",
        "SELECT sk AS tk FROM t JOIN s ON s.id = tn ORDER BY tk LIMIT 5",
        "SELECT t.id + 1 FROM t JOIN s ON s.id = tn LIMIT 5",
        "SELECT count(*) FROM t JOIN s ON s.id = tn LIMIT 5",
        "SELECT DISTINCT t.id FROM t JOIN s ON s.id = tn LIMIT 5",
        "SELECT t FROM t JOIN s ON s.id = tn LIMIT 5",
        "SELECT t.id FROM t JOIN s ON s.id = tn LIMIT 5 FOR UPDATE",
        "WITH x AS (SELECT 1) SELECT t.id FROM t JOIN s ON s.id = tn LIMIT 5",
        "INSERT INTO c SELECT t.* FROM t JOIN s ON s.id = tn LIMIT 5",
      })
  void shouldLeaveWhatIsMoreThanThat(String sql) {
    assertThat(paged(sql)).isNull();
  }

  @Test
  void shouldKeepWhatFollowsInItsLine() {
    String sql =
        "SELECT t.id\nFROM t\n JOIN s ON s.id = tn -- all\nWHERE tn\n > 3\nORDER BY\n t.id\nLIMIT 1";

    assertThat(Objects.requireNonNull(paged(sql)).split("\n", -1))
        .hasSameSizeAs(sql.split("\n", -1));
  }
}
