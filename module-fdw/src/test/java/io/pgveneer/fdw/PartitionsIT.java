package io.pgveneer.fdw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Partitioned tables: one mask, at the root.
final class PartitionsIT {
  private static final String MAJORS = "io.pgveneer.testkit.Majors#oldestAndNewest";

  private static final String SCHEMA =
      """
      CREATE TABLE users (id serial PRIMARY KEY, name text);
      CREATE TABLE ev (id int, day date, u int REFERENCES users, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
      CREATE TABLE ev1 PARTITION OF ev FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
      CREATE TABLE ev2 PARTITION OF ev FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')
      """;
  private static final String ROWS =
      """
      INSERT INTO users (name) SELECT 'user ' || i FROM generate_series(1, 100) i;
      INSERT INTO ev SELECT i, date '2024-01-01' + i, i FROM generate_series(1, 100) i;
      INSERT INTO ev SELECT i, date '2025-01-01' + i, i FROM generate_series(1, 100) i
      """;

  private static String counts(Preview preview) throws SQLException {
    return preview.one("SELECT count(*) FROM " + preview.merged("ev"))
        + " "
        + preview.one("SELECT count(*) FROM " + preview.merged("ev1"));
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldShareTheMaskOfTheRoot(int major) throws SQLException {
    try (Preview preview = Preview.open(major, SCHEMA, ROWS)) {
      preview.run(
          "SELECT " + preview.view("copy_up", "ev") + "(ARRAY[5], ARRAY['2024-01-06'::date])");
      assertThat(counts(preview)).isEqualTo("200 100");

      preview.run("UPDATE ev SET day = day + 400 WHERE id = 5");
      assertThat(counts(preview)).isEqualTo("200 99");
      preview.run("INSERT INTO ev1 VALUES (7, '2024-02-08', 77)");
      assertThat(counts(preview)).isEqualTo("201 100");
      assertThatThrownBy(() -> preview.run("INSERT INTO ev VALUES (7, '2024-01-08', 7)"))
          .hasMessageContaining("duplicate key value violates unique constraint \"ev1_pkey\"");
      assertThat(preview.productionIsUntouched()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldFollowPartitionsThatGo(int major) throws SQLException {
    try (Preview preview = Preview.open(major, SCHEMA, ROWS)) {
      preview.run("BEGIN; TRUNCATE ev1");
      assertThat(counts(preview)).isEqualTo("100 0");
      preview.run("ROLLBACK; BEGIN; ALTER TABLE ev DETACH PARTITION ev1");
      assertThat(counts(preview)).isEqualTo("100 100");
      preview.run("ROLLBACK; BEGIN; DROP TABLE ev1");
      assertThat(preview.one("SELECT count(*) FROM " + preview.merged("ev"))).isEqualTo("100");
      preview.run("ROLLBACK; BEGIN; TRUNCATE ev");
      assertThat(counts(preview)).isEqualTo("0 0");
      preview.run("ROLLBACK; ALTER TABLE ev ADD y int DEFAULT 4");
      assertThat(preview.one("SELECT sum(y) FROM " + preview.merged("ev1"))).isEqualTo("400");
      assertThat(preview.productionIsUntouched()).isTrue();
    }
  }
}
