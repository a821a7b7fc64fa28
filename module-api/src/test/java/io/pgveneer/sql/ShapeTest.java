package io.pgveneer.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELECT a FROM t1 WHERE id = 5            | SELECT a FROM t1 WHERE id = 123456789012
          INSERT INTO t VALUES (1, -2, 3.50)       | INSERT INTO t VALUES (10, -20, 0.1)
          UPDATE t SET a = a + -7 WHERE b IN (1,2) | UPDATE t SET a = a + -1 WHERE b IN (3,4)
          SELECT 1                                 | SELECT 22
          """)
  void shouldBeOneForTextsWithOtherNumbers(String one, String other) {
    assertThat(Shape.hash(one)).isEqualTo(Shape.hash(other)).isNotEqualTo(Shape.NONE);
    assertThat(Shape.same(one, other)).isTrue();
    assertThat(Shape.same(other, one)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELECT a FROM t1         | SELECT a FROM t2
          SELECT a FROM t_1        | SELECT a FROM t_2
          SELECT a FROM ü1         | SELECT a FROM ü2
          SELECT 1                 | SELECT 1.5
          SELECT 1                 | SELECT -1
          SELECT 1, 2              | SELECT 1 , 2
          SELECT 1                 | SELECT 1, 2
          SELECT a                 | SELECT A
          SELECT 1 AS a            | SELECT 1 AS a WHERE true
          SELECT 12                | SELECT a2
          """)
  void shouldDifferForOtherTokens(String one, String other) {
    assertThat(Shape.same(one, other)).isFalse();
    assertThat(Shape.same(other, one)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 'it is 5'",
        "SELECT \"5\"",
        "SELECT $1",
        "SELECT $$5$$",
        "SELECT 1 -- 5",
        "SELECT 1 /* 5 */",
        "SELECT 0x1F",
        "SELECT 1_000",
        "SELECT 1e5",
        "SELECT 1.5e5",
        "SELECT .5",
        "SELECT 5.",
        "SELECT 1.2.3",
        "SELECT 1ü",
        "SELECT 5a",
        "SELECT t.5",
        "SELECT \\5",
      })
  void shouldNotBeTakenForGrantedWhereDigitsMayBeSomethingElse(String sql) {
    assertThat(Shape.hash(sql)).isEqualTo(Shape.NONE);
  }
}
