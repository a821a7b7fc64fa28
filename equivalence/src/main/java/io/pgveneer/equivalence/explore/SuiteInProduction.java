package io.pgveneer.equivalence.explore;

import io.pgveneer.equivalence.client.Endpoint;
import io.pgveneer.equivalence.client.RawClient;
import io.pgveneer.equivalence.run.Difference;
import io.pgveneer.equivalence.run.Headroom;
import io.pgveneer.equivalence.run.Mode;
import io.pgveneer.equivalence.run.Play;
import io.pgveneer.equivalence.run.Preview;
import io.pgveneer.equivalence.run.ProductLayer;
import io.pgveneer.equivalence.run.Stage;
import io.pgveneer.equivalence.run.Verdict;
import io.pgveneer.equivalence.script.PsqlScript;
import io.pgveneer.equivalence.script.Step;
import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.PostgresqlServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// PostgreSQL's own regression tests with what they build on in production: the first half of each
/// test's statements is played there, the rest on a preview and on a copy, one by one.
public final class SuiteInProduction implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// What most of the others build on.
  private static final List<String> BASE =
      List.of("test_setup", "create_misc", "create_type", "create_procedure", "create_index");

  /// What a preview and a copy tell differently by their nature, or what is the server's.
  private static final Pattern NOT_COMPARED =
      Pattern.compile(
          "(?is)\\s*(EXPLAIN|VACUUM|CLUSTER|REINDEX|CHECKPOINT|ALTER\\s+SYSTEM|CREATE\\s+DATABASE"
              + "|DROP\\s+DATABASE|CREATE\\s+TABLESPACE|CREATE\\s+SUBSCRIPTION)\\b.*");

  /// The trigger of the one writes as the preview's role logs in to production; the other is of
  /// chance.
  private static final List<String> LEFT_OUT = List.of("event_trigger_login", "random");

  /// Roles that tests have made, for the preview's server.
  private static final String ROLES =
      """
      SELECT format('CREATE ROLE %I PASSWORD %L %s %s %s %s %s %s', rolname, rolpassword,
          CASE WHEN rolsuper THEN 'SUPERUSER' ELSE '' END, CASE WHEN rolcanlogin THEN 'LOGIN' ELSE '' END,
          CASE WHEN rolcreaterole THEN 'CREATEROLE' ELSE '' END,
          CASE WHEN rolcreatedb THEN 'CREATEDB' ELSE '' END,
          CASE WHEN rolbypassrls THEN 'BYPASSRLS' ELSE '' END,
          CASE WHEN NOT rolinherit THEN 'NOINHERIT' ELSE '' END)
      FROM pg_authid WHERE rolname LIKE 'regress%' UNION ALL
      SELECT format('GRANT %I TO %I %s', r.rolname, m.rolname,
          CASE WHEN a.admin_option THEN 'WITH ADMIN OPTION' ELSE '' END)
      FROM pg_auth_members a
      JOIN pg_roles r ON r.oid = a.roleid JOIN pg_roles m ON m.oid = a.member
      WHERE m.rolname LIKE 'regress%'
      """;

  private static final String FORGET_ROLES =
      """
      DO $$ DECLARE r text; BEGIN
        FOR r IN SELECT rolname FROM pg_roles WHERE rolname LIKE 'regress%' LOOP
          BEGIN EXECUTE format('DROP ROLE %I', r); EXCEPTION WHEN OTHERS THEN NULL; END;
        END LOOP;
      END $$
      """;

  private static final String PREPARED =
      "SELECT format('ROLLBACK PREPARED %L', gid) FROM pg_prepared_xacts"
          + " WHERE database = current_database()";

  /// What scripts grant to PUBLIC is the reader's too.
  private static final Map<String, String> SETTINGS =
      Map.of("PGVENEER_PRODUCTION_ALLOW_WRITABLE_ROLE", "true");

  private final Path suite;
  private final Seen known;
  private final PostgresqlServer plain;
  private final PostgresqlServer previewed;
  private final Database base;
  private int number;

  /// What came of one test.
  ///
  /// @param refused statements that the preview does not do
  /// @param differences those that nobody knows of
  public record Result(String test, int played, int refused, List<Difference> differences) {}

  /// @param source PostgreSQL's, with `src/test/regress` built
  /// @param known differences
  public SuiteInProduction(Path source, int major, Seen known) throws IOException, SQLException {
    this.suite = source.resolve("src/test/regress").toAbsolutePath();
    this.known = known;
    this.plain = RegressionSuite.server(major);
    this.previewed = RegressionSuite.server(major);
    this.base = plain.createDatabase();
    try (RawClient client = RawClient.open(Endpoint.of(base), PATIENCE)) {
      for (String test : BASE) {
        Stage.play(client, steps(test));
      }
    }
  }

  /// Names of the tests, in the order of PostgreSQL's schedule.
  public List<String> tests() throws IOException {
    return Files.readAllLines(suite.resolve("parallel_schedule")).stream()
        .filter(line -> line.startsWith("test:"))
        .flatMap(line -> Arrays.stream(line.substring(5).strip().split("\\s+")))
        .filter(test -> !BASE.contains(test) && !LEFT_OUT.contains(test))
        .filter(test -> Files.exists(suite.resolve("sql").resolve(test + ".sql")))
        .toList();
  }

  /// Errors: IllegalStateException where the preview does not start.
  public Result play(String test) throws IOException, SQLException {
    List<Step> steps = steps(test);
    int half = steps.size() / 2;
    Database production = copy(base);
    try (RawClient client = RawClient.open(Endpoint.of(production), PATIENCE)) {
      Stage.play(client, steps.subList(0, half));
    }
    rollBackPrepared(production);
    Database copy = copy(production);
    Database fresh = previewed.createDatabase(copy.name());
    try (RawClient from = RawClient.open(Endpoint.of(copy), PATIENCE);
        RawClient to = RawClient.open(Endpoint.of(fresh), PATIENCE)) {
      Stage.rows(from, ROLES).forEach(row -> Stage.execute(to, row.getFirst()));
    }
    try (Preview preview =
        new ProductLayer(SETTINGS)
            .start(
                Endpoint.of(production.as("reader", "reader")),
                Endpoint.of(fresh),
                Headroom.NONE)) {
      return compare(test, steps.subList(half, steps.size()), copy, fresh, preview);
    } finally {
      drop(plain, copy);
      drop(plain, production);
      drop(previewed, fresh);
      plain.administration().execute(FORGET_ROLES);
      previewed.administration().execute(FORGET_ROLES);
    }
  }

  private Result compare(
      String test, List<Step> steps, Database copy, Database fresh, Preview preview)
      throws IOException {
    List<Difference> differences = new ArrayList<>();
    int played = 0;
    int refused = 0;
    try (Play play =
        new Play(
            Endpoint.of(copy), Endpoint.of(fresh), preview.endpoint(), Mode.SIMPLE, _ -> false)) {
      for (Step step : steps) {
        for (Play.Outcome outcome : play.play(step)) {
          played++;
          refused += outcome.verdict() == Verdict.REFUSED ? 1 : 0;
          Difference difference = outcome.difference();
          if (difference != null && outcome.verdict() == Verdict.DIFFERENT) {
            differences.add(of(test, difference));
          }
        }
      }
      play.abandonBlocked();
      play.end().forEach(difference -> differences.add(of(test, difference)));
    }
    differences.removeIf(known::contains);
    return new Result(test, played, refused, differences);
  }

  private static Difference of(String test, Difference difference) {
    return new Difference(
        test + ", " + difference.where(),
        difference.sql(),
        difference.copy(),
        difference.preview());
  }

  private List<Step> steps(String test) throws IOException {
    Map<String, String> environment =
        Map.of(
            "PG_ABS_SRCDIR", suite.toString(),
            "PG_ABS_BUILDDIR", suite.toString(),
            "PG_LIBDIR", suite.toString(),
            "PG_DLSUFFIX", ".so");
    // those about encodings are not wholly UTF-8
    byte[] text = Files.readAllBytes(suite.resolve("sql").resolve(test + ".sql"));
    return PsqlScript.read(new String(text, StandardCharsets.UTF_8), environment).stream()
        .filter(step -> !isLeftOut(step))
        .toList();
  }

  private static boolean isLeftOut(Step step) {
    return step.action() instanceof Step.Statement(String sql, _)
        && NOT_COMPARED.matcher(sql.replaceAll("(?m)^\\s*--.*$", "")).matches();
  }

  private Database copy(Database template) throws SQLException {
    String name = "suite_" + ++number;
    plain
        .administration()
        .execute(
            "CREATE DATABASE " + name + " TEMPLATE " + template.name() + " STRATEGY file_copy");
    return plain.database(name);
  }

  private static void drop(PostgresqlServer server, Database database)
      throws IOException, SQLException {
    rollBackPrepared(database);
    server.drop(database);
  }

  /// No database can be copied or dropped while it has any.
  private static void rollBackPrepared(Database database) throws IOException {
    try (RawClient client = RawClient.open(Endpoint.of(database), PATIENCE)) {
      Stage.rows(client, PREPARED).forEach(row -> Stage.execute(client, row.getFirst()));
    }
  }

  @Override
  public void close() throws SQLException {
    plain.close();
    previewed.close();
  }
}
