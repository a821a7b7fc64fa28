package io.pgveneer.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgveneer.equivalence.client.Endpoint;
import io.pgveneer.equivalence.run.Arena;
import io.pgveneer.equivalence.run.Difference;
import io.pgveneer.equivalence.run.ProductLayer;
import io.pgveneer.testkit.Majors;
import io.pgveneer.testkit.Postgresql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Migration tools run their histories on a preview and on a copy: they tell the same, and leave
/// the same behind. Each history ends with migrations that must fail on production's data.
///
/// `.ci/migrations` installs what the tools of other languages need.
final class MigrationsIT {
  private static final Path HISTORIES = Path.of("src/test/migrations").toAbsolutePath();

  @TestFactory
  Stream<DynamicTest> shouldMigrateAsACopyDoes() {
    Map<String, Arena.Work> tools = new TreeMap<>();
    tools.put("flyway", new FlywayHistory(HISTORIES)::run);
    tools.put("liquibase", new LiquibaseHistory(HISTORIES)::run);
    for (String tool : List.of("knex", "typeorm", "drizzle", "node-pg-migrate")) {
      tools.put(tool, endpoint -> node(tool, endpoint));
    }
    tools.put("django", MigrationsIT::django);
    String wanted = System.getProperty("pgveneer.case", "");
    return tools.entrySet().stream()
        .filter(tool -> tool.getKey().contains(wanted))
        .flatMap(
            tool ->
                Majors.oldestAndNewest().stream()
                    .map(
                        major ->
                            DynamicTest.dynamicTest(
                                tool.getKey() + " on PostgreSQL " + major,
                                () -> shouldAgree(major, tool.getKey(), tool.getValue()))));
  }

  private static void shouldAgree(int major, String tool, Arena.Work work) throws Exception {
    String shop = CaseFiles.text(CaseFiles.RESOURCES.resolve("fixtures/shop.sql"));
    try (Arena arena = new Arena(Postgresql.major(major), new ProductLayer())) {
      List<Difference> differences = arena.rehearse(tool, shop, work);
      if (!differences.isEmpty()) {
        fail(differences.stream().map(Difference::report).collect(Collectors.joining("\n")));
      }
    }
  }

  private static List<String> node(String tool, Endpoint endpoint) throws IOException {
    Path folder = HISTORIES.resolve("node");
    assumeTrue(Files.isDirectory(folder.resolve("node_modules")), ".ci/migrations has not run");
    String url =
        "postgresql://%s:%s@%s:%d/%s"
            .formatted(
                endpoint.user(),
                endpoint.password(),
                endpoint.host(),
                endpoint.port(),
                endpoint.database());
    return command(folder, "node", "run.mjs", tool, url);
  }

  private static List<String> django(Endpoint endpoint) throws IOException {
    assumeTrue(
        Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/django")),
        ".ci/migrations has not run");
    return command(
        HISTORIES.resolve("django"),
        "/usr/bin/python3",
        "-B",
        "run.py",
        endpoint.host(),
        Integer.toString(endpoint.port()),
        endpoint.database(),
        endpoint.user(),
        endpoint.password());
  }

  static List<String> command(Path folder, String... words) throws IOException {
    Process process =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(told).contains("history: done");
    return told.lines().toList();
  }
}
