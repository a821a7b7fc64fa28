package io.pgveneer.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class DatabaseChecksTest {
  private static DatabaseFacts facts(String identity, String amount, boolean money) {
    return new DatabaseFacts(
        18,
        "18.0",
        identity,
        true,
        false,
        true,
        "UTF8",
        "libc C C",
        null,
        List.of(),
        List.of(),
        List.of(),
        true,
        amount,
        money);
  }

  @Test
  void shouldNotReadAmountsThatAreWrittenInAnotherWay() {
    DatabaseFacts fresh = facts("2", "-$1,234,567.89", false);
    assertThat(DatabaseChecks.check(facts("1", "-1.234.567,89 €", true), fresh, false))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(DatabaseFinding.Severity.ERROR);
              assertThat(finding.problem()).contains("-1.234.567,89 €", "-$1,234,567.89");
            });
    assertThat(DatabaseChecks.check(facts("1", "-1.234.567,89 €", false), fresh, false)).isEmpty();
    assertThat(DatabaseChecks.check(facts("1", "-$1,234,567.89", true), fresh, false)).isEmpty();
  }
}
