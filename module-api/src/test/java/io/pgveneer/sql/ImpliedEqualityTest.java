package io.pgveneer.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImpliedEqualityTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a IS DISTINCT FROM b FROM t",
        "SELECT 1 FROM t WHERE a is not distinct from 'x'",
        "SELECT CASE a WHEN 1 THEN 2 END FROM t",
      })
  void shouldSeeComparisonsWithoutAnOperator(String sql) {
    assertThat(ImpliedEquality.isIn(sql)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT DISTINCT FROM t",
        "SELECT CASE WHEN a = 1 THEN 2 END FROM t",
        "SELECT 'a IS DISTINCT FROM b', \"case\" x FROM t",
        "SELECT count(DISTINCT a) FROM t",
      })
  void shouldPassOverWhatOnlyLooksSo(String sql) {
    assertThat(ImpliedEquality.isIn(sql)).isFalse();
  }

  @Test
  void shouldTellTheNamesInWhatIsCompared() {
    assertThat(
            ImpliedEquality.names(
                "SELECT x FROM t WHERE y = 1 AND lower(t.a) || b IS DISTINCT FROM coalesce(c, (SELECT d)) OR z"))
        .containsExactlyInAnyOrder(
            "lower", "t", "a", "b", "is", "from", "coalesce", "c", "select", "d");
    assertThat(ImpliedEquality.names("SELECT q, CASE t.\"A\" WHEN 1 THEN r END, s FROM t"))
        .containsExactlyInAnyOrder("t", "A");
    assertThat(ImpliedEquality.names("SELECT a FROM t WHERE a = 1")).isEmpty();
  }
}
