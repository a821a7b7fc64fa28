package io.pgveneer.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.Postgresql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Which conditions production computes.
final class ShippingIT {
  private static final String MAJORS = "io.pgveneer.testkit.Majors#oldestAndNewest";

  private static final String SCHEMA =
      """
      CREATE EXTENSION citext;
      CREATE EXTENSION hstore;
      CREATE TYPE status AS ENUM ('new', 'paid', 'sent');
      CREATE TYPE mood AS ENUM ('sad', 'happy');
      CREATE TABLE orders (id int PRIMARY KEY, status status, mood mood, mail citext, facts hstore);
      INSERT INTO orders SELECT g, 'new', 'sad', 'u' || g, 'a=>1' FROM generate_series(1, 100) g;
      """;

  private static final String STATUS = "status = 'paid'";
  private static final String STATUSES = "status = ANY (ARRAY['new', 'paid']::status[])";
  private static final String MOOD = "mood > 'sad'";
  private static final String MAIL = "mail = 'U5'";
  private static final String MAILS = "mail IN ('U5', 'U6')";
  private static final String FACTS = "facts @> 'a=>1'";

  private record Databases(Database production, Database fresh) {
    static Databases of(int major) throws SQLException {
      Databases databases =
          new Databases(
              Postgresql.major(major).createDatabase(), Postgresql.major(major).createDatabase());
      databases.production.execute(SCHEMA);
      return databases;
    }

    Pgveneer start() {
      return TestProxy.start(production, fresh, Map.of());
    }
  }

  /// Two clients of one proxy.
  private record Sessions(Pgveneer proxy, Connection one, Connection other)
      implements AutoCloseable {
    static Sessions of(Databases databases) throws SQLException {
      Pgveneer proxy = databases.start();
      Database preview = TestProxy.preview(proxy, databases.fresh);
      return new Sessions(proxy, preview.connect(), preview.connect());
    }

    @Override
    public void close() throws SQLException {
      one.close();
      other.close();
      proxy.close();
    }
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldShipEnumsWhileTheyAreProductionsOwn(int major) throws SQLException {
    Databases databases = Databases.of(major);
    try (Sessions sessions = Sessions.of(databases)) {
      Connection one = sessions.one;
      Connection other = sessions.other;
      run(one, "UPDATE orders SET mood = 'happy' WHERE id = 3");
      assertShipped(one, STATUS, STATUSES, MOOD, "'paid' = ANY (ARRAY[status])");
      assertShipped(other, STATUS, MOOD);

      run(one, "BEGIN; ALTER TYPE status ADD VALUE 'lost'");
      assertKept(one, STATUS, STATUSES);
      assertShipped(one, MOOD);
      assertShipped(other, STATUS);
      run(one, "ROLLBACK");
      assertShipped(one, STATUS);

      run(one, "ALTER TYPE status ADD VALUE 'lost'");
      assertKept(one, STATUS, STATUSES);
      assertKept(other, STATUS, STATUSES);
      run(one, "ALTER TYPE mood RENAME TO feeling");
      assertKept(other, MOOD);
      run(one, "ALTER TYPE feeling RENAME TO mood");
      assertShipped(one, MOOD);
      assertShipped(other, MOOD);
    }
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldFollowWhatProductionMakesOfAnEnum(int major) throws SQLException {
    Databases databases = Databases.of(major);
    databases.start().close();
    databases.fresh.execute("ALTER TYPE mood ADD VALUE 'mad'");
    databases.production.execute("ALTER TYPE status ADD VALUE 'lost'");
    databases.production.execute("ALTER TYPE mood ADD VALUE 'calm'");
    try (Sessions sessions = Sessions.of(databases)) {
      Connection client = sessions.one;
      assertShipped(client, STATUS, "status = 'lost'");
      assertKept(client, MOOD);
    }
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldShipExtensionsWhileBothSidesHaveTheSame(int major) throws SQLException {
    Databases databases = Databases.of(major);
    try (Sessions sessions = Sessions.of(databases)) {
      Connection one = sessions.one;
      Connection other = sessions.other;
      assertShipped(one, MAIL, MAILS, FACTS);
      assertShipped(other, MAIL);

      run(one, "CREATE FUNCTION odd(citext) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1'");
      run(one, "ALTER EXTENSION citext ADD FUNCTION odd(citext)");
      assertKept(one, MAIL, MAILS, "odd(mail) = 1");
      assertKept(other, MAIL, MAILS);
      assertShipped(other, FACTS);
      run(one, "ALTER EXTENSION citext DROP FUNCTION odd(citext)");
      assertShipped(other, MAIL, MAILS);

      run(one, "CREATE SCHEMA ext; ALTER EXTENSION hstore SET SCHEMA ext");
      assertKept(other, "facts OPERATOR(ext.@>) 'a=>1'");
    }
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldAskProductionForNoRowThatIsMasked(int major) throws SQLException {
    Databases databases = Databases.of(major);
    try (Sessions sessions = Sessions.of(databases)) {
      Connection client = sessions.one;
      run(client, "UPDATE orders SET mood = 'happy' WHERE id IN (3, 4)");
      run(client, "DELETE FROM orders WHERE id = 5");
      run(client, "PREPARE by_id (int) AS SELECT * FROM orders WHERE id = $1");
      run(client, "SET plan_cache_mode = force_generic_plan");

      assertThat(scans(client, "SELECT * FROM orders WHERE id IN (3, 5)")).contains("never");
      assertThat(scans(client, "EXECUTE by_id (4)")).contains("never");
      assertThat(scans(client, "EXECUTE by_id (6)")).doesNotContain("never");
      assertThat(scans(client, "SELECT * FROM orders WHERE id IN (3, 6)")).doesNotContain("never");
    }
  }

  private static String scans(Connection client, String sql) throws SQLException {
    return lines(client, "EXPLAIN (ANALYZE) " + sql, "Foreign Scan");
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldDropTypesInSessionsThatDoNotWaitForEachOther(int major) throws SQLException {
    Databases databases = Databases.of(major);
    databases.production.execute("CREATE TYPE x AS ENUM ('a'); CREATE TYPE y AS ENUM ('b')");
    try (Sessions sessions = Sessions.of(databases)) {
      run(sessions.one, "BEGIN; DROP TYPE x");
      run(sessions.other, "BEGIN; SET LOCAL lock_timeout = '2s'; DROP TYPE y; COMMIT");
      run(sessions.one, "COMMIT");

      assertThat(one(sessions.one, "SELECT count(*) FROM pg_type WHERE typname IN ('x', 'y')"))
          .isEqualTo("0");
      assertShipped(sessions.one, STATUS);
    }
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldLeaveTypesToTheClientWhenItIsTakenAway(int major) throws SQLException {
    Databases databases = Databases.of(major);
    databases.start().close();

    databases.fresh.execute("SELECT pgveneer.uninstall()");

    try (Connection client = databases.fresh.connect()) {
      run(client, "INSERT INTO orders VALUES (1, 'paid', 'sad', 'a', '')");
      run(client, "DROP TYPE mood CASCADE");
      assertThat(one(client, "SELECT status FROM orders")).isEqualTo("paid");
    }
  }

  private static void assertShipped(Connection client, String... conditions) throws SQLException {
    for (String condition : conditions) {
      assertThat(remoteSql(client, condition)).as(condition).contains(" WHERE ");
    }
  }

  private static void assertKept(Connection client, String... conditions) throws SQLException {
    for (String condition : conditions) {
      assertThat(remoteSql(client, condition)).as(condition).isNotEmpty().doesNotContain(" WHERE ");
      assertThat(one(client, "SELECT count(*) FROM orders WHERE " + condition)).isNotNull();
    }
  }

  private static String remoteSql(Connection client, String condition) throws SQLException {
    return lines(
        client, "EXPLAIN (VERBOSE) SELECT id FROM orders WHERE " + condition, "Remote SQL: ");
  }

  /// The lines of a result that contain something.
  private static String lines(Connection client, String sql, String wanted) throws SQLException {
    StringBuilder found = new StringBuilder();
    try (Statement statement = client.createStatement();
        ResultSet lines = statement.executeQuery(sql)) {
      while (lines.next()) {
        if (lines.getString(1).contains(wanted)) {
          found.append(lines.getString(1).strip()).append('\n');
        }
      }
    }
    return found.toString();
  }

  private static void run(Connection client, String sql) throws SQLException {
    try (Statement statement = client.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String one(Connection client, String sql) throws SQLException {
    try (Statement statement = client.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
