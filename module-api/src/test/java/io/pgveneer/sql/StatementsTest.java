package io.pgveneer.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatementsTest {

  private static List<String> split(String sql) {
    return Statements.split(sql).stream().map(extent -> extent.in(sql)).toList();
  }

  @Test
  void shouldSplitAtSemicolons() {
    assertThat(split(" SELECT 1; ;SELECT ';' ; -- end")).containsExactly("SELECT 1", "SELECT ';'");
    assertThat(split("-- a; b\nSELECT 1; /* c */ SELECT 2"))
        .containsExactly("-- a; b\nSELECT 1", "/* c */ SELECT 2");
    assertThat(split("")).isEmpty();
    assertThat(split(" ; -- x")).isEmpty();
  }

  @Test
  void shouldKeepSemicolonsThatBelongToStatement() {
    assertThat(split("DO $$ a; b $$; CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2); X"))
        .hasSize(3);
    assertThat(
            split(
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN a THEN 1 END;"
                    + " SELECT t.end AS end FROM t; END; SELECT 2"))
        .hasSize(2);
    assertThat(split("BEGIN; SELECT 1; END; SELECT CASE WHEN a THEN b END; COMMIT")).hasSize(5);
  }

  @Test
  void shouldKeepMalformedRestTogether() {
    assertThat(split("SELECT 1; SELECT 'a; SELECT 2"))
        .containsExactly("SELECT 1", "SELECT 'a; SELECT 2");
    assertThat(split("SELECT 1); SELECT 2")).hasSize(2);
  }
}
