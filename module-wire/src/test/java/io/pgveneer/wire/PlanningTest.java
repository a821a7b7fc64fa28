package io.pgveneer.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.api.Plan;
import io.pgveneer.api.TransactionStatus;
import io.pgveneer.sql.Extent;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PlanningTest {
  static Stream<Throwable> failures() {
    return Stream.of(new IllegalStateException("a bug"), new StackOverflowError());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void shouldRefuseTheStatementAlone(Throwable failure) {
    FakePlanner planner = new FakePlanner();
    planner.plans.put("SELECT 1", sql -> thrown(failure));

    Plan plan = Planning.plan(planner, "SELECT 1", TransactionStatus.IDLE, false);

    assertThat(plan.refusal()).isNotNull().extracting(error -> error.sqlState()).isEqualTo("XX000");
    assertThat(Planning.plan(planner, "SELECT 2", TransactionStatus.IDLE, false).refusal())
        .isNull();
    assertThat(Planning.split(planner, "SELECT 1")).containsExactly(new Extent(0, 8));
  }

  private static Plan thrown(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }
}
