package io.pgveneer.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// No client can overflow the stack, however deep it nests.
class DepthTest {
  private static final int DEPTH = 20_000;
  private static final int STACK_BYTES = 384 * 1024;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT | ( | ) | 1",
        "SELECT | (SELECT | ) | 1",
        "SELECT | (SELECT 1 UNION SELECT | ) | 1",
        "SELECT 1 FROM | ( | ) | a JOIN b ON true",
        "SELECT 1 FROM | (SELECT 1 FROM | ) x | a",
        "SELECT 1 FROM | LATERAL f((SELECT 1 FROM | )) | a",
        "WITH | x AS (WITH | SELECT 1) | y AS (SELECT 1)",
        "WITH RECURSIVE | x AS (WITH RECURSIVE | SELECT 1) | y AS (SELECT 1)",
        "INSERT INTO t VALUES | ((SELECT f | )) | (1)",
        "SELECT | ARRAY[ | ] | 1",
        "SELECT | CASE WHEN a THEN | END | 1",
        "CREATE SCHEMA a | CREATE SCHEMA a | | CREATE TABLE b (c int)",
        "CREATE RULE r AS ON INSERT TO t DO | CREATE RULE r AS ON INSERT TO t DO | | NOTHING",
        "CREATE FUNCTION f() | BEGIN ATOMIC CREATE FUNCTION f() | ; END | RETURN 1",
        "EXPLAIN | EXPLAIN | | SELECT 1",
        "PREPARE p AS | PREPARE p AS | | SELECT 1",
        "| (( | )) UNION SELECT 2 | SELECT 1",
      })
  void shouldNotOverflow(String head, String open, String close, String core)
      throws InterruptedException {
    String opening = (open + " ").repeat(DEPTH);
    String closing = close == null ? "" : close.repeat(DEPTH);
    String sql = (head == null ? "" : head) + " " + opening + core + closing;

    assertThat(outlineOnSmallStack(sql).kind()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 40, 90})
  void shouldReadNestingOfUse(int depth) throws InterruptedException {
    String joins = "SELECT 1 FROM " + "(".repeat(depth) + "t0" + " JOIN t ON true)".repeat(depth);
    String queries = "SELECT * FROM (".repeat(depth) + "SELECT 1 FROM t" + ") x".repeat(depth);

    assertThat(outlineOnSmallStack(joins).references()).hasSize(depth + 1);
    assertThat(outlineOnSmallStack(queries).references()).hasSize(1);
  }

  private static Outline outlineOnSmallStack(String sql) throws InterruptedException {
    AtomicReference<Outline> outline = new AtomicReference<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread =
        new Thread(null, () -> outline.set(Outlines.of(sql)), "small stack", STACK_BYTES);
    thread.setUncaughtExceptionHandler((failed, cause) -> failure.set(cause));
    thread.start();
    thread.join();
    assertThat(failure.get()).isNull();
    return outline.get();
  }
}
