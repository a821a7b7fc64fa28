package io.pgveneer.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// PostgreSQL's own regression statements with what PostgreSQL's parser finds in them.
///
/// Not part of the project: a folder beside a checkout, `shared/corpus`, or the one that system
/// property `pgveneer.corpus` names.
final class Corpus {
  private static final String FILE = "postgresql-regress-outline.jsonl.gz";

  private Corpus() {}

  /// @param top the parse tree's top node
  /// @param query whether it is a query or a data change
  /// @param references every relation named
  /// @param commonTables offsets of the names that mean a common table expression
  record Sample(
      String sql,
      String top,
      boolean query,
      List<Mention> references,
      List<Integer> commonTables) {}

  record Mention(
      int offset, @Nullable String catalog, @Nullable String schema, String name, String role) {}

  /// The file, or null where it is not there.
  static @Nullable Path file() {
    String folder = System.getProperty("pgveneer.corpus", "");
    if (!folder.isEmpty()) {
      return Path.of(folder, FILE);
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path file = at.resolve("shared").resolve("corpus").resolve(FILE);
      if (Files.exists(file)) {
        return file;
      }
    }
    return null;
  }

  static List<Sample> read(Path file) {
    List<Sample> samples = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        samples.add(sample((Map<?, ?>) new Json(line).value()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return samples;
  }

  private static Sample sample(Map<?, ?> object) {
    List<Mention> references = new ArrayList<>();
    for (Object item : (List<?>) object.get("refs")) {
      List<?> reference = (List<?>) item;
      references.add(
          new Mention(
              (Integer) reference.get(0),
              (String) reference.get(1),
              (String) reference.get(2),
              (String) reference.get(3),
              (String) reference.get(4)));
    }
    List<Integer> commonTables = new ArrayList<>();
    for (Object item : (List<?>) object.get("ctes")) {
      commonTables.add((Integer) ((List<?>) item).get(0));
    }
    return new Sample(
        (String) object.get("sql"),
        (String) object.get("top"),
        object.get("kind").equals("dml"),
        references,
        commonTables);
  }
}
