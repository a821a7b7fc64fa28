package io.pgveneer.equivalence;

import io.pgveneer.equivalence.client.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Migration tools run their histories on a preview and on a copy: they tell the same, and leave
/// the same behind. Each history ends with migrations that must fail on production's data.
///
/// `.ci/migrations` installs what the tools of other languages need.
final class MigrationsIT {
  private static final Path HISTORIES = Path.of("src/test/migrations").toAbsolutePath();
  private static final String WHAT =
      "at least fifteen migrations, and three that must fail on rows";

  @TestFactory
  Stream<DynamicTest> shouldMigrateAsACopyDoes() {
    Rehearsals tools = new Rehearsals("migrations");
    tools.add(new Rehearsal("Flyway", WHAT, new FlywayHistory(HISTORIES)::run));
    tools.add(new Rehearsal("Liquibase", WHAT, new LiquibaseHistory(HISTORIES)::run));
    for (String tool : List.of("knex", "typeorm", "drizzle", "node-pg-migrate")) {
      tools.add(new Rehearsal(tool, WHAT, endpoint -> node(tool, endpoint)));
    }
    tools.add(new Rehearsal("Django", WHAT, MigrationsIT::django));
    return tools.tests();
  }

  private static List<String> node(String tool, Endpoint endpoint) throws IOException {
    return Rehearsals.node(
        HISTORIES.resolve("node"), ".ci/migrations", "run.mjs", tool, Rehearsals.url(endpoint));
  }

  private static List<String> django(Endpoint endpoint) throws IOException {
    return Rehearsals.python(
        HISTORIES.resolve("django"),
        ".ci/migrations",
        "django",
        "run.py",
        endpoint.host(),
        Integer.toString(endpoint.port()),
        endpoint.database(),
        endpoint.user(),
        endpoint.password());
  }
}
