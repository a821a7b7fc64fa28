package io.pgveneer.rewrite.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.testkit.plan.PlanText;
import io.pgveneer.testkit.plan.Shop;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SemiJoinsTest {
  private static final Shop CLEAN = Shop.with("users", "orders", "docs", "log", "named_users");

  private final SelectHandler handler = new SelectHandler("select", new MergedReads());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id IN (SELECT user_id FROM orders)",
        "users.id = ANY (SELECT o.user_id FROM orders o WHERE o.amount > 5 AND lower('X') = 'x')",
        "EXISTS (SELECT 1 FROM orders o WHERE o.user_id = users.id AND round(o.amount) > 3)",
        "EXISTS (SELECT FROM orders o JOIN docs d ON d.id = o.order_id WHERE user_id = users.id)",
        "NOT EXISTS (SELECT FROM orders WHERE (user_id = users.id OR amount < 0) AND TRUE)",
        "id NOT IN (SELECT length(title) FROM docs)"
      })
  void shouldReadFromProductionAloneWhatIsShippedForCertain(String condition) {
    assertThat(plan(condition)).contains("lower_").doesNotContain("merged_");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EXISTS (SELECT FROM orders WHERE twice(user_id) = users.id)",
        "EXISTS (SELECT FROM orders WHERE user_id = users.id AND amount + 1 > users.id)",
        "EXISTS (SELECT FROM orders o JOIN docs d ON d.id = users.id)",
        "EXISTS (SELECT FROM docs WHERE body = users.name)",
        "EXISTS (SELECT FROM (SELECT user_id AS u FROM orders) o WHERE o.u = users.id)",
        "EXISTS (WITH o AS (SELECT * FROM orders) SELECT FROM o WHERE o.user_id = users.id)",
        "(id, name) IN (SELECT user_id, 'x' FROM orders)",
        "id + 1 IN (SELECT user_id FROM orders)",
        "id IN (SELECT user_id + 1 FROM orders)",
        "id = SOME (((SELECT (user_id) FROM orders)))",
        "name IN (SELECT name FROM named_users)"
      })
  void shouldReadTheLayersInsideWhereItMayNotBeShipped(String condition) {
    assertThat(plan(condition)).contains("lower_1").contains("merged_");
  }

  private String plan(String condition) {
    return PlanText.of(handler, CLEAN, "SELECT id FROM users WHERE " + condition);
  }
}
