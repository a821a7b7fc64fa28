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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// Programs that run on a preview and on a copy, on the oldest and the newest major: they tell the
/// same, and leave the same behind. `docs/compatibility.md` tells of each.
final class Rehearsals {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Compatibility page;
  private final List<Rehearsal> all = new ArrayList<>();
  private final List<DynamicTest> tests = new ArrayList<>();

  /// @param part of the page
  Rehearsals(String part) {
    this.page = new Compatibility(part);
  }

  /// What makes production.
  @FunctionalInterface
  interface Setup {
    String on(int major) throws IOException;
  }

  /// On the shop.
  Rehearsals add(Rehearsal rehearsal) {
    return add(CaseFiles.text(CaseFiles.RESOURCES.resolve("fixtures/shop.sql")), rehearsal);
  }

  /// @param setup makes production
  Rehearsals add(String setup, Rehearsal rehearsal) {
    return add(major -> setup, rehearsal);
  }

  /// @param setup makes production
  Rehearsals add(Setup setup, Rehearsal rehearsal) {
    all.add(rehearsal);
    if (rehearsal.name().contains(System.getProperty("pgveneer.case", ""))) {
      for (int major : Majors.oldestAndNewest()) {
        tests.add(
            DynamicTest.dynamicTest(
                rehearsal.name() + " on PostgreSQL " + major,
                () -> shouldAgree(major, setup, rehearsal)));
      }
    }
    return this;
  }

  Stream<DynamicTest> tests() {
    return Stream.concat(
        tests.stream(),
        Stream.of(DynamicTest.dynamicTest("docs/compatibility.md", () -> page.check(all))));
  }

  private void shouldAgree(int major, Setup setup, Rehearsal rehearsal) throws Exception {
    List<List<String>> told = new ArrayList<>();
    Arena.Work work =
        endpoint -> {
          List<String> lines = rehearsal.work().on(endpoint);
          String file = rehearsal.name() + " " + major + (told.isEmpty() ? " copy" : " preview");
          told.add(lines);
          Path folder = Files.createDirectories(Path.of("target", "told"));
          Files.write(folder.resolve(file + ".txt"), lines);
          return lines;
        };
    Arena arena = new Arena(Postgresql.major(major), new ProductLayer());
    List<Difference> differences = arena.rehearse(rehearsal.name(), setup.on(major), work);
    page.told(rehearsal, major, told.getFirst(), told.getLast());
    if (!differences.isEmpty()) {
      fail(differences.stream().map(Difference::report).collect(Collectors.joining("\n")));
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

  /// What a program of Node.js told. Skips the test where its packages are not there.
  ///
  /// @param installer the script that installs them
  /// @param words the command without `node`
  static List<String> node(Path folder, String installer, String... words) throws IOException {
    assumeTrue(Files.isDirectory(folder.resolve("node_modules")), installer + " has not run");
    return command(folder, after(words, "node"));
  }

  /// What a program of Python told. Skips the test where the package that it needs is not there.
  ///
  /// @param installer as for [#node]
  /// @param words the command without `python3`
  static List<String> python(Path folder, String installer, String needed, String... words)
      throws IOException {
    assumeTrue(
        Files.isDirectory(Path.of("/usr/lib/python3/dist-packages", needed)),
        installer + " has not run");
    return command(folder, after(words, "/usr/bin/python3", "-B"));
  }

  private static String[] after(String[] words, String... first) {
    return Stream.concat(Stream.of(first), Stream.of(words)).toArray(String[]::new);
  }

  /// What a program told, line by line; it ends by saying that it is done.
  static List<String> command(Path folder, String... words) throws IOException {
    return command(PATIENCE, folder, words);
  }

  /// @param patience after which it is ended
  static List<String> command(Duration patience, Path folder, String... words) throws IOException {
    Process process =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
    process
        .onExit()
        .completeOnTimeout(process, patience.toSeconds(), TimeUnit.SECONDS)
        .thenAccept(Rehearsals::end);
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(told).contains("history: done");
    return told.lines().toList();
  }

  /// Nothing that hangs, nor what it has started, may hold up the build.
  private static void end(Process process) {
    if (!process.isAlive()) {
      return;
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
