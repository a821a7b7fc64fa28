package io.pgveneer.equivalence;

import io.pgveneer.equivalence.script.Case;
import io.pgveneer.equivalence.script.CaseReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The cases in the test resources. Property `pgveneer.case` picks those whose name contains it.
final class CaseFiles {
  static final Path RESOURCES = Path.of("src/test/resources");

  private CaseFiles() {}

  /// @param folder `cases`, or `cases-open` for those that fail for a bug of ours that is still
  ///   open
  static List<Case> in(String folder) {
    String wanted = System.getProperty("pgveneer.case", "");
    return all(folder).stream().filter(subject -> subject.name().contains(wanted)).toList();
  }

  static List<Case> all(String folder) {
    Path root = RESOURCES.resolve(folder);
    try (Stream<Path> files = Files.exists(root) ? Files.walk(root) : Stream.empty()) {
      return files
          .filter(file -> file.toString().endsWith(".sql"))
          .sorted()
          .map(file -> read(root, file))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Case read(Path root, Path file) {
    String name = root.relativize(file).toString().replace(".sql", "").replace('\\', '/');
    return CaseReader.read(name, text(file), CaseFiles::fixture);
  }

  private static String fixture(String name) {
    return text(RESOURCES.resolve("fixtures").resolve(name + ".sql"));
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
