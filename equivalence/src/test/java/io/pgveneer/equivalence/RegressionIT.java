package io.pgveneer.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgveneer.equivalence.client.Endpoint;
import io.pgveneer.equivalence.explore.RegressionSuite;
import io.pgveneer.equivalence.run.Headroom;
import io.pgveneer.equivalence.run.Preview;
import io.pgveneer.equivalence.run.ProductLayer;
import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.PostgresqlServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// PostgreSQL's own regression tests, with nothing in production: each that passes directly passes
/// through the proxy.
///
/// `.ci/regress` fetches them.
final class RegressionIT {
  private static final String NAME = "regression";

  /// What `pg_regress` sets for a database that it makes itself.
  private static final List<String> SETTINGS =
      List.of(
          "lc_messages TO 'C'",
          "lc_monetary TO 'C'",
          "lc_numeric TO 'C'",
          "lc_time TO 'C'",
          "bytea_output TO 'hex'",
          "timezone_abbreviations TO 'Default'");

  @ParameterizedTest
  @MethodSource("io.pgveneer.testkit.Majors#oldestAndNewest")
  void shouldPassWhatPassesDirectly(int major) throws Exception {
    compare(major, "regression", RegressionSuite.regression(source(major)));
  }

  @ParameterizedTest
  @MethodSource("io.pgveneer.testkit.Majors#oldestAndNewest")
  void shouldPassTestsOfSeveralSessionsThatPassDirectly(int major) throws Exception {
    compare(major, "isolation", RegressionSuite.isolation(source(major)));
  }

  private static Path source(int major) {
    Path source = Path.of(System.getProperty("pgveneer.regress", ""), "postgresql-" + major);
    assumeTrue(Files.isDirectory(source.resolve("src")), ".ci/regress has not run");
    return source;
  }

  private static void compare(int major, String part, RegressionSuite suite) throws Exception {
    assumeTrue(part.contains(System.getProperty("pgveneer.case", "")), "another is asked for");
    Path folder = Path.of("target", "regress", part + "-" + major).toAbsolutePath();
    Map<String, Boolean> direct;
    Map<String, Boolean> through;
    String version;

    try (PostgresqlServer plain = RegressionSuite.server(major);
        PostgresqlServer previewed = RegressionSuite.server(major)) {
      Database copy = database(plain);
      Database production = plain.createDatabase();
      Database fresh = database(previewed);
      version = version(copy);
      direct = suite.run(Endpoint.of(copy), folder.resolve("copy"));
      try (Preview preview =
          new ProductLayer()
              .start(
                  Endpoint.of(production.as("reader", "reader")),
                  Endpoint.of(fresh),
                  Headroom.NONE)) {
        through = suite.run(preview.endpoint(), folder.resolve("preview"));
      }
    }

    Set<String> differ = new TreeSet<>(direct.keySet());
    differ.removeIf(test -> !direct.get(test) || through.getOrDefault(test, false));
    RegressionPage page = new RegressionPage();
    page.tell(part, version, direct, differ);
    assertThat(differ).allMatch(test -> !page.reason(test).isEmpty(), "is known to differ");
  }

  private static Database database(PostgresqlServer server) throws SQLException {
    Database database = server.createDatabase(NAME);
    for (String setting : SETTINGS) {
      server.administration().execute("ALTER DATABASE " + NAME + " SET " + setting);
    }
    return database;
  }

  private static String version(Database database) throws SQLException {
    try (Connection connection = database.connect()) {
      return connection.getMetaData().getDatabaseProductVersion();
    }
  }
}
