package io.pgveneer.equivalence.explore;

import io.pgveneer.equivalence.client.Endpoint;
import io.pgveneer.equivalence.run.Headroom;
import io.pgveneer.equivalence.run.Preview;
import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.PostgresqlServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Replays PostgreSQL's own regression tests by psql, directly and through a preview, and compares
/// what psql prints.
///
/// Each side has a server of its own, since the tests make roles.
public final class RegressionSuite {
  /// Depend on the server's own files, its superuser's file system, or on what psql is.
  private static final Set<String> LEFT_OUT =
      Set.of(
          "tablespace",
          "psql",
          "psql_crosstab",
          "infinite_recurse",
          "create_function_c",
          "stats",
          "psql_pipeline");

  private final Path source;
  private final Path folder;
  private final Map<String, Integer> differences = new LinkedHashMap<>();

  /// @param source PostgreSQL's folder `src/test/regress`
  /// @param folder where outputs and differences go
  public RegressionSuite(Path source, Path folder) {
    this.source = source;
    this.folder = folder;
  }

  /// @param first tests that are run in production before the preview is made; none for an empty
  ///     one
  /// @return for each test how many lines differ
  public Map<String, Integer> run(
      PostgresqlServer plain,
      PostgresqlServer previewed,
      Preview.Factory factory,
      List<String> first,
      List<String> only)
      throws IOException, InterruptedException, SQLException {
    io.pgveneer.equivalence.run.Arena.makeRoles(plain);
    io.pgveneer.equivalence.run.Arena.makeRoles(previewed);
    Database copy = plain.createDatabase("regression");
    Database production = previewed.createDatabase("production");
    Database fresh = previewed.createDatabase("regression");
    settings(plain, "regression");
    settings(previewed, "production");
    settings(previewed, "regression");
    for (String test : first) {
      psql(test, direct(copy), "copy");
      psql(test, direct(production), "production");
    }
    // The tests let everyone create in public, which a role that reads production must not.
    production.execute("REVOKE CREATE ON SCHEMA public FROM public");
    try (Preview preview =
        factory.start(direct(production.as("reader", "reader")), direct(fresh), Headroom.NONE)) {
      for (String test : only.isEmpty() ? tests() : only) {
        if (!first.contains(test)) {
          compare(
              test, psql(test, direct(copy), "copy"), psql(test, preview.endpoint(), "preview"));
        }
      }
    }
    return differences;
  }

  private static void settings(PostgresqlServer server, String database) throws SQLException {
    for (String setting :
        List.of(
            "lc_messages TO 'C'",
            "lc_monetary TO 'C'",
            "lc_numeric TO 'C'",
            "lc_time TO 'C'",
            "bytea_output TO 'hex'",
            "timezone_abbreviations TO 'Default'")) {
      server.administration().execute("ALTER DATABASE " + database + " SET " + setting);
    }
  }

  private List<String> tests() throws IOException {
    return Files.readAllLines(source.resolve("parallel_schedule")).stream()
        .filter(line -> line.startsWith("test:"))
        .flatMap(line -> Stream.of(line.substring(5).strip().split("\\s+")))
        .filter(
            test ->
                !LEFT_OUT.contains(test)
                    && Files.exists(source.resolve("sql").resolve(test + ".sql")))
        .toList();
  }

  private List<String> psql(String test, Endpoint endpoint, String side)
      throws IOException, InterruptedException {
    Path output = folder.resolve(side).resolve(test + ".out");
    Files.createDirectories(output.getParent());
    ProcessBuilder builder =
        new ProcessBuilder(
                "psql",
                "-X",
                "-a",
                "-q",
                "-v",
                "HIDE_TABLEAM=on",
                "-v",
                "HIDE_TOAST_COMPRESSION=on")
            .redirectInput(source.resolve("sql").resolve(test + ".sql").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "PGHOST",
                endpoint.host(),
                "PGPORT",
                String.valueOf(endpoint.port()),
                "PGUSER",
                endpoint.user(),
                "PGPASSWORD",
                endpoint.password(),
                "PGDATABASE",
                endpoint.database(),
                "PGTZ",
                "PST8PDT",
                "PGDATESTYLE",
                "Postgres, MDY",
                "PG_ABS_SRCDIR",
                source.toAbsolutePath().toString(),
                "PG_LIBDIR",
                "/nowhere",
                "PG_DLSUFFIX",
                ".so"));
    builder.environment().put("PG_ABS_BUILDDIR", folder.toAbsolutePath().toString());
    Process process = builder.start();
    if (!process.waitFor(90, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      Files.writeString(output, "\nNO END WITHIN 90 S\n", java.nio.file.StandardOpenOption.APPEND);
    }
    return new String(Files.readAllBytes(output), java.nio.charset.StandardCharsets.UTF_8)
        .lines()
        .map(RegressionSuite::neutral)
        .toList();
  }

  private static String neutral(String line) {
    return line.replaceAll("\\b\\d{5,}\\b", "#")
        .replaceAll("port \\d+", "port #")
        .replaceAll("pg_temp_\\d+", "pg_temp_#");
  }

  private void compare(String test, List<String> copy, List<String> preview)
      throws IOException, InterruptedException {
    Path folderOfCopy = folder.resolve("copy").resolve(test + ".lines");
    Path folderOfPreview = folder.resolve("preview").resolve(test + ".lines");
    Files.write(folderOfCopy, copy);
    Files.write(folderOfPreview, preview);
    Path difference = folder.resolve(test + ".diff");
    new ProcessBuilder("diff", "-U3", folderOfCopy.toString(), folderOfPreview.toString())
        .redirectErrorStream(true)
        .redirectOutput(difference.toFile())
        .start()
        .waitFor();
    List<String> lines =
        new ArrayList<>(
            Files.readAllLines(difference, java.nio.charset.StandardCharsets.ISO_8859_1));
    int count = (int) lines.stream().filter(line -> line.matches("[-+][^-+].*")).count();
    if (count == 0) {
      Files.delete(difference);
    }
    differences.put(test, count);
  }

  private static Endpoint direct(Database database) {
    return new Endpoint(
        database.host(), database.port(), database.name(), database.user(), database.password());
  }
}
