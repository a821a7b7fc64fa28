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

class DistinctStrategyTest {
  private static @Nullable String grouped(String sql) {
    String text = LargeTables.rewritten(new DistinctStrategy(), sql);
    return text == null ? null : text.replace("\"", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT DISTINCT ck FROM c | SELECT ck FROM o.lower_3 AS c GROUP BY 1",
        "SELECT DISTINCT 7, x.ck AS k, cn FROM c x WHERE cn < now() ORDER BY k DESC, 3 LIMIT 2"
            + " | SELECT 7, x.ck AS k, cn FROM o.lower_3 x WHERE cn < (SELECT now()) GROUP BY 2, 3"
            + " ORDER BY k DESC, 3 LIMIT 2",
        "SELECT DISTINCT a.ck FROM c a JOIN c b ON a.id = b.cn ORDER BY a.ck"
            + " | SELECT a.ck FROM o.lower_3 a JOIN o.lower_3 b ON a.id = b.cn GROUP BY 1"
            + " ORDER BY a.ck",
      })
  void shouldGroupByWhatIsShown(String sql, String grouped) {
    assertThat(grouped(sql)).isEqualTo(grouped);
  }

  @Test
  void shouldTellWhereColumnsComeFrom() {
    BlockOffer offer =
        Objects.requireNonNull(
            LargeTables.offer(new DistinctStrategy(), "SELECT DISTINCT ck, 1 FROM c"));

    assertThat(offer.origins()).containsExactly(new ColumnOrigin(3, 4), null);
    assertThat(offer.assumedClean()).containsExactly(3L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT ck FROM c",
        "SELECT DISTINCT tk FROM t",
        "SELECT DISTINCT ck FROM c, t",
        "SELECT DISTINCT ON (ck) ck FROM c",
        "SELECT DISTINCT * FROM c",
        "SELECT DISTINCT c.* FROM c",
        "SELECT DISTINCT cx FROM c",
        "SELECT DISTINCT 1 FROM c",
        "SELECT DISTINCT lower(ck) FROM c",
        "SELECT DISTINCT count(*) FROM c",
        "SELECT DISTINCT ck FROM c GROUP BY ck",
        "SELECT DISTINCT ck FROM c HAVING true",
        "SELECT DISTINCT ck FROM c ORDER BY cn",
        "SELECT DISTINCT ck FROM c ORDER BY 2",
        "SELECT DISTINCT ck FROM c ORDER BY lower(ck)",
        "SELECT DISTINCT ck FROM c FOR UPDATE",
        "SELECT DISTINCT ck FROM c WHERE random() < 0.5",
      })
  void shouldLeaveWhatIsMoreThanThat(String sql) {
    assertThat(grouped(sql)).isNull();
  }
}
