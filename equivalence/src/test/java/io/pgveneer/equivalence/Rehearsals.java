package io.pgveneer.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.pgveneer.equivalence.client.Endpoint;
import io.pgveneer.equivalence.run.Arena;
import io.pgveneer.equivalence.run.Difference;
import io.pgveneer.equivalence.run.ProductLayer;
import io.pgveneer.testkit.Majors;
import io.pgveneer.testkit.Postgresql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// Programs that run against the shop, on a preview and on a copy, on the oldest and the newest
/// major: they tell the same, and leave the same behind.
final class Rehearsals {
  private Rehearsals() {}

  static Stream<DynamicTest> of(Map<String, Arena.Work> programs) {
    return programs.entrySet().stream()
        .flatMap(
            program ->
                Majors.oldestAndNewest().stream()
                    .map(
                        major ->
                            DynamicTest.dynamicTest(
                                program.getKey() + " on PostgreSQL " + major,
                                () -> shouldAgree(major, program.getKey(), program.getValue()))));
  }

  private static void shouldAgree(int major, String program, Arena.Work work) throws Exception {
    String shop = CaseFiles.text(CaseFiles.RESOURCES.resolve("fixtures/shop.sql"));
    try (Arena arena = new Arena(Postgresql.major(major), new ProductLayer())) {
      List<Difference> differences = arena.rehearse(program, shop, work);
      if (!differences.isEmpty()) {
        fail(differences.stream().map(Difference::report).collect(Collectors.joining("\n")));
      }
    }
  }

  /// As libpq and the drivers of other languages take it.
  static String url(Endpoint endpoint) {
    return "postgresql://%s:%s@%s:%d/%s"
        .formatted(
            endpoint.user(),
            endpoint.password(),
            endpoint.host(),
            endpoint.port(),
            endpoint.database());
  }

  /// What a program told, line by line; it ends by saying that it is done.
  static List<String> command(Path folder, String... words) throws IOException {
    Process process =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(told).contains("history: done");
    return told.lines().toList();
  }
}
