package io.pgveneer.rewrite.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgveneer.api.PgveneerException;
import io.pgveneer.api.TransactionStatus;
import io.pgveneer.spi.BlockOffer;
import io.pgveneer.spi.BlockRead;
import io.pgveneer.spi.ReadRewriter;
import io.pgveneer.spi.ReadStrategy;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.spi.TableOffer;
import io.pgveneer.spi.TableRead;
import io.pgveneer.sql.Outlines;
import io.pgveneer.sql.Replacement;
import io.pgveneer.sql.Splice;
import io.pgveneer.testkit.plan.Shop;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StrategiesTest {
  private final ReadRewriter own = new MergedReads();

  /// Offers a copy for one relation, and an answer for blocks.
  private record Fake(String name, double tableCost, double blockCost) implements ReadStrategy {
    @Override
    public @Nullable TableOffer table(TableRead read) {
      return new TableOffer("copy_of_" + read.relation().name(), tableCost, "copied", Set.of());
    }

    @Override
    public @Nullable BlockOffer block(BlockRead read) {
      return new BlockOffer(
          List.of(new Replacement(read.block().extent(), "SELECT 42")),
          blockCost,
          "known",
          Set.of(),
          List.of());
    }
  }

  private static String rewrite(ReadRewriter reads, String sql, Set<Long> clean) {
    Splice splice = new Splice(sql);
    ReadRewriter.Result result =
        reads.rewrite(
            new StatementRequest(
                Outlines.of(sql), Shop.with("users"), TransactionStatus.IDLE, false),
            reference -> true,
            splice,
            clean);
    StringBuilder text = new StringBuilder(splice.apply().text());
    result
        .choices()
        .forEach(
            choice ->
                text.append('\n')
                    .append(choice.correlation())
                    .append(": ")
                    .append(choice.strategy())
                    .append(", ")
                    .append(choice.reason()));
    return text.toString();
  }

  @Test
  void shouldTellWhyEachRelationIsReadAsItIs() {
    Set<Long> clean = new HashSet<>();
    assertThat(rewrite(own, "SELECT 1 FROM users u, orders, pg_class", clean))
        .isEqualTo(
            """
            SELECT 1 FROM pgveneer_overlay.lower_1 u, pgveneer_overlay.merged_2 AS orders, \
            pgveneer_catalog."pg_class" AS pg_class
            u: clean, no row of the preview's own
            orders: merge, has rows of its own\
            """);
    assertThat(clean).containsExactly(1L);
  }

  @Test
  void shouldTakeTheCheapestOfferForARelation() {
    assertThat(
            rewrite(own.with(List.of(new Fake("a", 1, 1e9)), 1500), "TABLE users", new HashSet<>()))
        .isEqualTo("SELECT * FROM copy_of_users AS users\nusers: a, copied");
    assertThat(
            rewrite(
                own.with(List.of(new Fake("a", 1e9, 1e9)), 1500), "TABLE users", new HashSet<>()))
        .isEqualTo(
            "SELECT * FROM pgveneer_overlay.lower_1 AS users\n"
                + "users: clean, no row of the preview's own");
  }

  @Test
  void shouldTakeABlockWholeWhereThatIsCheaperThanItsRelations() {
    Set<Long> clean = new HashSet<>();
    assertThat(
            rewrite(
                own.with(List.of(new Fake("a", 1e9, 10)), 1500),
                "SELECT users.id FROM users, orders UNION SELECT order_id FROM orders o",
                clean))
        .isEqualTo("SELECT 42 UNION SELECT 42\nusers: a, known\norders: a, known\no: a, known");
    assertThat(clean).isEmpty();
  }

  @Test
  void shouldRefuseTwoStrategiesOfOneName() {
    assertThatThrownBy(() -> own.with(List.of(new Fake("merge", 1, 1)), 1500))
        .isInstanceOf(PgveneerException.class)
        .hasMessage("two read strategies are named merge");
  }
}
