package io.pgveneer.fdw;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What was read before, with what is told to have changed since, is what there is now.
final class ChangedRelationsIT {
  private static final String MAJORS = "io.pgveneer.testkit.Majors#oldestAndNewest";

  private static final String SCHEMA =
      """
      CREATE TYPE mood AS ENUM ('sad', 'glad');
      CREATE TYPE pair AS (a int, b mood);
      CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL, state mood, both_of pair);
      CREATE TABLE orders (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id int REFERENCES users, total numeric);
      CREATE TABLE shape (a int);
      CREATE TABLE lines (order_id int REFERENCES orders, n int, what shape, PRIMARY KEY (order_id, n));
      CREATE TABLE ev (id int, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
      CREATE TABLE ev1 PARTITION OF ev FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
      CREATE TABLE ev2 PARTITION OF ev FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
      CREATE TABLE log (what text);
      CREATE VIEW glad AS SELECT id, name FROM users WHERE state = 'glad';
      CREATE VIEW totals AS SELECT u.name, count(o.user_id) FROM users u JOIN orders o ON o.user_id = u.id GROUP BY 1
      """;
  private static final String ROWS =
      """
      INSERT INTO users (name, state) VALUES ('a', 'glad'), ('b', 'sad');
      INSERT INTO orders (user_id, total) VALUES (1, 10), (2, 20);
      INSERT INTO lines VALUES (1, 1, NULL);
      INSERT INTO ev VALUES (1, '2024-05-05'), (2, '2025-05-05');
      INSERT INTO log VALUES ('x')
      """;

  /// Each after those before it; those of one string, in one transaction.
  private static final List<String> LIMITED =
      List.of(
          "CREATE TABLE n (id int PRIMARY KEY, u int REFERENCES users, v text)",
          "ALTER TABLE n ADD w int NOT NULL DEFAULT 3",
          "CREATE UNIQUE INDEX n_v ON n (v) NULLS NOT DISTINCT",
          "ALTER TABLE n DROP CONSTRAINT n_u_fkey",
          "ALTER TABLE n RENAME TO m",
          "ALTER TABLE m RENAME v TO \"V v\"",
          "ALTER TABLE orders ADD note text DEFAULT 'none', ADD m int REFERENCES m",
          "ALTER TABLE m DROP CONSTRAINT n_pkey CASCADE",
          "ALTER TABLE m ADD PRIMARY KEY (id)",
          "ALTER TABLE orders ALTER total TYPE numeric(10,2)",
          "CREATE INDEX ON orders (total)",
          "ALTER TABLE orders RENAME total TO amount",
          "ALTER TABLE orders ALTER id DROP IDENTITY",
          "CREATE VIEW few AS SELECT * FROM orders WHERE amount > 3",
          "CREATE OR REPLACE VIEW few AS SELECT *, 1 AS one FROM orders WHERE amount > 4",
          "ALTER VIEW few RENAME TO fewer",
          "CREATE VIEW a AS SELECT id FROM orders; CREATE VIEW b AS SELECT id FROM a; CREATE VIEW c AS SELECT id FROM b",
          "CREATE OR REPLACE VIEW a AS SELECT id FROM b",
          "DROP VIEW a CASCADE",
          "CREATE MATERIALIZED VIEW kept AS SELECT * FROM glad",
          "REFRESH MATERIALIZED VIEW kept",
          "CREATE SEQUENCE s; ALTER SEQUENCE s INCREMENT 3",
          "CREATE TABLE child () INHERITS (log)",
          "ALTER TABLE child NO INHERIT log",
          "ALTER TABLE ev ADD who int",
          "CREATE TABLE ev3 PARTITION OF ev FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
          "ALTER TABLE ev DETACH PARTITION ev1",
          "ALTER TABLE ev DROP who",
          "DROP TABLE ev2",
          "CREATE TABLE taken AS SELECT * FROM users",
          "CREATE RULE r AS ON INSERT TO taken DO ALSO NOTHING; DROP RULE r ON taken",
          "ALTER TABLE users ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON users USING (true)",
          "DROP POLICY p ON users; ALTER TABLE users DISABLE ROW LEVEL SECURITY",
          "CREATE TEMP TABLE passing AS SELECT * FROM users; DROP TABLE passing",
          "DROP VIEW totals",
          "DROP TABLE m CASCADE",
          "DROP TABLE orders CASCADE",
          "TRUNCATE log",
          "DROP SEQUENCE s; DROP TABLE log; CREATE TABLE log (what int)",
          "DROP MATERIALIZED VIEW kept");

  private static final List<String> WIDE =
      List.of(
          "ALTER TABLE shape RENAME TO form",
          "ALTER TABLE users RENAME TO people",
          "ALTER TYPE mood RENAME TO humour",
          "ALTER TYPE pair ADD ATTRIBUTE c int",
          "CREATE FUNCTION shout(people) RETURNS text LANGUAGE sql AS $$ SELECT upper($1.name) $$",
          "DROP FUNCTION shout(people)",
          "CREATE DOMAIN short AS text CHECK (length(VALUE) < 9)",
          "CREATE INDEX gone ON lines (n)",
          "DROP INDEX gone",
          "CREATE EXTENSION citext",
          "ALTER TABLE people ADD loud citext",
          "CREATE SCHEMA other CREATE TABLE there (id int)",
          "ALTER TABLE people SET SCHEMA other",
          "ALTER SCHEMA other RENAME TO elsewhere",
          "GRANT SELECT ON elsewhere.people TO PUBLIC",
          "DROP TYPE humour CASCADE",
          "DROP SCHEMA elsewhere CASCADE");

  /// What the overlay tells: of each relation what is no estimate.
  private record Reading(String snapshot, Set<Long> present, Map<Long, String> changed) {
    static Reading of(Connection connection, @Nullable String since) throws SQLException {
      Map<Long, String> changed = new HashMap<>();
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT snapshot, present, relid, to_jsonb(r) - '{snapshot,present,dirty,rows,masked,own,distincts}'::text[]"
                      + " FROM pgveneer.relations("
                      + (since == null ? "NULL" : "'" + since + "'")
                      + ") r")) {
        String snapshot = "";
        Set<Long> present = Set.of();
        while (rows.next()) {
          snapshot = rows.getString(1);
          if (rows.isFirst()) {
            present = Set.of((Long[]) rows.getArray(2).getArray());
          }
          if (rows.getString(3) != null) {
            changed.put(rows.getLong(3), rows.getString(4));
          }
        }
        return new Reading(snapshot, present, changed);
      }
    }

    boolean isWhole() {
      return changed.keySet().equals(present);
    }

    Map<Long, String> over(Reading before) {
      Map<Long, String> all = new HashMap<>(before.changed);
      all.keySet().retainAll(present);
      all.putAll(changed);
      return all;
    }
  }

  private static Reading shouldTell(Connection reader, Reading before, String definition)
      throws SQLException {
    Reading changes = Reading.of(reader, before.snapshot());
    assertThat(changes.over(before)).as(definition).isEqualTo(Reading.of(reader, null).changed());
    return changes;
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldTellWhatADefinitionChanges(int major) throws SQLException {
    try (Preview preview = Preview.open(major, SCHEMA, ROWS);
        Connection other = preview.fresh.connect()) {
      for (String definition : LIMITED) {
        Reading before = Reading.of(other, null);
        preview.run("BEGIN; " + definition);
        shouldTell(preview.connection, before, definition + ", not committed");
        preview.run("COMMIT");
        Reading changes = shouldTell(other, before, definition);
        assertThat(changes.isWhole()).as(definition).isFalse();
      }
      for (String definition : WIDE) {
        Reading before = Reading.of(other, null);
        preview.run(definition);
        shouldTell(other, before, definition);
      }
      assertThat(preview.productionIsUntouched()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldTellWhatWasUndoneOrCommittedLate(int major) throws SQLException {
    try (Preview preview = Preview.open(major, SCHEMA, ROWS);
        Connection other = preview.fresh.connect();
        Statement late = other.createStatement()) {
      late.execute("BEGIN; ALTER TABLE log ADD late int");
      Reading before = Reading.of(preview.connection, null);

      preview.run("BEGIN; CREATE TABLE one (id int); SAVEPOINT s; ALTER TABLE one ADD two int");
      shouldTell(preview.connection, before, "before the rollback");
      preview.run("ROLLBACK TO s");
      shouldTell(preview.connection, before, "after the rollback to the savepoint");
      preview.run("ROLLBACK");
      assertThat(named(shouldTell(preview.connection, before, "after the rollback"))).isEmpty();

      late.execute("COMMIT");
      assertThat(named(shouldTell(preview.connection, before, "committed late")))
          .singleElement()
          .asString()
          .contains("late");
    }
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldTellAllWhereTheSnapshotMayBeOlder(int major) throws SQLException {
    try (Preview preview = Preview.open(major, SCHEMA, ROWS)) {
      String snapshot = Reading.of(preview.connection, null).snapshot();
      assertThat(Reading.of(preview.connection, snapshot).changed()).isEmpty();

      preview.run("BEGIN ISOLATION LEVEL REPEATABLE READ");
      assertThat(Reading.of(preview.connection, snapshot).isWhole()).isTrue();
      preview.run("ROLLBACK");
      assertThat(Reading.of(preview.connection, "99999999:99999999:").isWhole()).isTrue();
    }
  }

  private static Collection<String> named(Reading reading) {
    return reading.changed().values();
  }
}
