package io.pgveneer.fdw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// Constraints that involve rows still in production, at writes and at DDL.
final class ConstraintsIT {
  private static final String MAJORS = "io.pgveneer.testkit.Majors#oldestAndNewest";

  private static final String SCHEMA =
      """
      CREATE TABLE users (id serial PRIMARY KEY, name text, email text UNIQUE, boss int REFERENCES users);
      CREATE UNIQUE INDEX users_lower ON users (lower(name)) WHERE id < 5000;
      CREATE TABLE orders (order_id serial PRIMARY KEY, user_id int REFERENCES users ON DELETE CASCADE);
      CREATE TABLE notes (note text, user_id int REFERENCES users);
      CREATE TABLE line (o int, n int, PRIMARY KEY (o, n));
      CREATE TABLE room (id int PRIMARY KEY, during int4range, EXCLUDE USING gist (during WITH &&));
      CREATE TABLE slot (id int PRIMARY KEY, place int UNIQUE DEFERRABLE INITIALLY DEFERRED)
      """;
  private static final String ROWS =
      """
      INSERT INTO users (name, email) SELECT 'User' || i, 'u' || i FROM generate_series(1, 100) i;
      INSERT INTO orders (user_id) SELECT 1 + i % 50 FROM generate_series(1, 500) i;
      INSERT INTO notes SELECT 'n', 60;
      INSERT INTO line SELECT i, j FROM generate_series(1, 10) i, generate_series(1, 3) j;
      INSERT INTO room VALUES (1, '[1,10)'), (2, '[10,20)');
      INSERT INTO slot VALUES (1, 1), (2, 2)
      """;

  private static Preview open(int major) throws SQLException {
    return Preview.open(major, SCHEMA, ROWS);
  }

  private static ServerErrorMessage failure(Preview preview, String sql) {
    PSQLException thrown = catchThrowableOfType(PSQLException.class, () -> preview.run(sql));
    assertThat((Throwable) thrown).as(sql).isNotNull();
    return java.util.Objects.requireNonNull(thrown.getServerErrorMessage());
  }

  private static void assertFails(
      Preview preview, String sql, String state, String message, String detail) {
    ServerErrorMessage error = failure(preview, sql);
    assertThat(error.getSQLState()).as(sql).isEqualTo(state);
    assertThat(error.getMessage()).as(sql).isEqualTo(message);
    assertThat(error.getDetail()).as(sql).isEqualTo(detail);
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldRaiseDuplicateKeyForRowsInProduction(int major) throws SQLException {
    try (Preview preview = open(major)) {
      assertFails(
          preview,
          "INSERT INTO users (id) VALUES (5)",
          "23505",
          "duplicate key value violates unique constraint \"users_pkey\"",
          "Key (id)=(5) already exists.");
      assertFails(
          preview,
          "INSERT INTO users (id, email) VALUES (500, 'u9')",
          "23505",
          "duplicate key value violates unique constraint \"users_email_key\"",
          "Key (email)=(u9) already exists.");
      assertFails(
          preview,
          "INSERT INTO users (id, name) VALUES (500, 'USER9')",
          "23505",
          "duplicate key value violates unique constraint \"users_lower\"",
          "Key (lower(name))=(user9) already exists.");
      assertFails(
          preview,
          "INSERT INTO line VALUES (5, 2)",
          "23505",
          "duplicate key value violates unique constraint \"line_pkey\"",
          "Key (o, n)=(5, 2) already exists.");
      assertThat(failure(preview, "INSERT INTO room VALUES (3, '[5,6)')").getSQLState())
          .isEqualTo("23P01");
      assertFails(
          preview,
          "INSERT INTO slot VALUES (3, 2)",
          "23505",
          "duplicate key value violates unique constraint \"slot_place_key\"",
          "Key (place)=(2) already exists.");
      preview.run("INSERT INTO users (id, email, name) VALUES (500, 'fresh', 'fresh')");
      assertFails(
          preview,
          "UPDATE users SET email = 'u7' WHERE id = 500",
          "23505",
          "duplicate key value violates unique constraint \"users_email_key\"",
          "Key (email)=(u7) already exists.");
      assertFails(
          preview,
          "UPDATE users SET id = 8 WHERE id = 500",
          "23505",
          "duplicate key value violates unique constraint \"users_pkey\"",
          "Key (id)=(8) already exists.");
      assertThat(preview.productionIsUntouched()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldFindParentsInProduction(int major) throws SQLException {
    try (Preview preview = open(major)) {
      preview.run("INSERT INTO orders VALUES (1000, 7), (1001, 8), (1002, NULL)");
      preview.run("INSERT INTO users (id, boss) VALUES (1000, 9)");
      preview.run("CREATE TABLE mine (user_id int REFERENCES users)");
      preview.run("INSERT INTO mine VALUES (10)");

      assertThat(preview.rows("SELECT id FROM users ORDER BY id"))
          .containsExactly("7", "8", "9", "10", "1000");
      assertFails(
          preview,
          "INSERT INTO mine VALUES (777)",
          "23503",
          "insert or update on table \"mine\" violates foreign key constraint \"mine_user_id_fkey\"",
          "Key (user_id)=(777) is not present in table \"users\".");
    }
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldActOnChildrenInProduction(int major) throws SQLException {
    try (Preview preview = open(major)) {
      preview.run("SELECT " + preview.view("copy_up", "users") + "(ARRAY[20, 60])");

      preview.run("DELETE FROM users WHERE id = 20");
      assertThat(preview.one("SELECT count(*) FROM " + preview.merged("orders"))).isEqualTo("490");
      assertThat(failure(preview, "DELETE FROM users WHERE id = 60").getMessage())
          .startsWith(
              "update or delete on table \"users\" violates foreign key constraint \"notes_user_id_fkey\"");
    }
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldBringAThousandParentsInOneQuery(int major) throws SQLException {
    try (Preview preview = open(major)) {
      preview.run(
          "INSERT INTO orders SELECT 1000 + i, 1 + i % 100 FROM generate_series(1, 1000) i");

      assertThat(preview.one("SELECT count(*) FROM users")).isEqualTo("100");
      assertThat(preview.one("SELECT count(*) FROM " + preview.merged("orders"))).isEqualTo("1500");
    }
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldCheckNewConstraintsAgainstRowsInProduction(int major) throws SQLException {
    try (Preview preview = open(major)) {
      assertFails(
          preview,
          "ALTER TABLE users ADD CHECK (id < 50)",
          "23514",
          "check constraint \"users_id_check\" of relation \"users\" is violated by some row",
          null);
      assertFails(
          preview,
          "ALTER TABLE users ALTER boss SET NOT NULL",
          "23502",
          "column \"boss\" of relation \"users\" contains null values",
          null);
      assertFails(
          preview,
          "ALTER TABLE notes ADD FOREIGN KEY (user_id) REFERENCES room",
          "23503",
          "insert or update on table \"notes\" violates foreign key constraint \"notes_user_id_fkey1\"",
          "Key (user_id)=(60) is not present in table \"room\".");
      ServerErrorMessage duplicate = failure(preview, "CREATE UNIQUE INDEX twice ON line (o)");
      assertThat(duplicate.getMessage()).isEqualTo("could not create unique index \"twice\"");
      assertThat(duplicate.getConstraint()).isEqualTo("twice");
      assertFails(
          preview,
          "ALTER TABLE users ALTER email TYPE varchar(3)",
          "22001",
          "value too long for type character varying(3)",
          null);
      preview.run(
          "ALTER TABLE users ADD CHECK (id > 0), ALTER name SET NOT NULL, ALTER email TYPE varchar(4)");
      preview.run("SELECT " + preview.view("copy_up", "orders") + "(ARRAY[1, 2])");
      preview.run(
          "ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey,"
              + " ADD FOREIGN KEY (user_id) REFERENCES users(id)");
      preview.run("ALTER TABLE notes ALTER note TYPE int USING length(note)");
      assertThat(preview.rows("SELECT note FROM " + preview.merged("notes"))).containsExactly("1");
      assertThat(preview.productionIsUntouched()).isTrue();
    }
  }
}
