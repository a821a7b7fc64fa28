package io.pgveneer.fdw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgveneer.testkit.Majors;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever can only be had by copying a table whole is refused for one that is too large.
final class CopyLimitIT {
  private static final String SCHEMA =
      "CREATE TABLE keyed (id int PRIMARY KEY, v text); CREATE TABLE bare (v text)";
  private static final String ROWS =
      "INSERT INTO keyed SELECT n, n FROM generate_series(1, 3) n;"
          + " INSERT INTO bare SELECT n FROM generate_series(1, 3) n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE keyed ADD COLUMN s serial",
        "ALTER TABLE keyed ALTER COLUMN v TYPE int USING v::int + 1",
        "ALTER TABLE bare ADD COLUMN r float8 DEFAULT random()",
        "SELECT pgveneer.copy_all('bare'::regclass)",
        "SELECT pgveneer.copy_all('keyed'::regclass)"
      })
  void shouldRefuseToCopyMoreThanTheLimit(String sql) throws SQLException {
    try (Preview preview = Preview.open(Majors.newest(), SCHEMA, ROWS)) {
      preview.run("UPDATE pgveneer.setting SET value = '2' WHERE name = 'copy_limit'");

      assertThatThrownBy(() -> preview.run(sql))
          .hasMessageContaining("which has more than 2 rows in production");

      preview.run("UPDATE pgveneer.setting SET value = '3' WHERE name = 'copy_limit'");
      preview.run(sql);
      assertThat(
              preview.one("SELECT count(*) FROM keyed") + preview.one("SELECT count(*) FROM bare"))
          .contains("3");
    }
  }
}
