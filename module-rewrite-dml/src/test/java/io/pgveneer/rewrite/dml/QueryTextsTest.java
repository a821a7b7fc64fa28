package io.pgveneer.rewrite.dml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgveneer.api.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryTextsTest {
  @Test
  void shouldCopyUpWhatATextNames() {
    assertThat(QueryTexts.steps("SELECT * FROM Crosstab('SELECT a FROM t', $2::text) AS c(a int)"))
        .containsExactly(
            new Step(
                "SELECT pgveneer.dynamic_sql(concat_ws(' ', 'SELECT', CAST('SELECT a FROM t' AS"
                    + " text), CAST($1::text AS text)), NOT"
                    + " current_setting('transaction_read_only')::bool)",
                List.of(2)));
  }

  @Test
  void shouldRefuseATextThatCannotBeKnownBefore() {
    assertThatThrownBy(() -> QueryTexts.steps("SELECT s FROM q, crosstab(q.s) AS c(a int)"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("an argument of crosstab");
  }

  @Test
  void shouldPassOverWhatIsNoCall() {
    assertThat(QueryTexts.steps("SELECT crosstab, 'connectby(x)' FROM t -- xpath_table(y)"))
        .isEmpty();
  }
}
