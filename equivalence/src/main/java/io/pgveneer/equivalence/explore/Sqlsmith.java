package io.pgveneer.equivalence.explore;

import io.pgveneer.equivalence.client.Endpoint;
import io.pgveneer.equivalence.script.Statements;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// Queries that sqlsmith makes of what a database holds, in a form that can be compared.
public final class Sqlsmith {
  /// Wait, change what others see, or tell what is the server's alone: files, sizes, OIDs.
  private static final Pattern NOT_COMPARABLE =
      Pattern.compile(
          "pg_sleep|pg_terminate|pg_cancel|pg_switch|nextval|setval|pg_rotate|pg_reload|pg_promote"
              + "|pg_export|pg_ls|pg_stat_reset|pg_stat_get|pg_log|lo_|advisory|pg_create|pg_drop"
              + "|replication|_size\\(|pg_(table|indexes)_size|filenode|filepath|brin_|gin_clean"
              + "|binary_upgrade|set_config|pg_notify|current_database|pg_get_multixact|currtid"
              + "|pg_read|pg_wal|pg_start_|pg_stop_|pg_backup|_to_xml|currval|lastval");

  private final Endpoint database;

  public Sqlsmith(Endpoint database) {
    this.database = database;
  }

  /// As many queries as asked for, less those that cannot be compared.
  ///
  /// @param file where they are written
  public List<String> queries(long seed, int count, Path file)
      throws IOException, InterruptedException {
    String target =
        "host=%s port=%d dbname=%s user=%s password=%s"
            .formatted(
                database.host(),
                database.port(),
                database.database(),
                database.user(),
                database.password());
    Process process =
        new ProcessBuilder(
                "sqlsmith",
                "--dry-run",
                "--exclude-catalog",
                "--seed=" + seed,
                "--max-queries=" + count,
                "--target=" + target)
            .redirectOutput(file.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.waitFor();
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    return Statements.split(text).stream()
        .filter(query -> !NOT_COMPARABLE.matcher(query).find())
        .map(Sqlsmith::concrete)
        .toList();
  }

  /// Sqlsmith takes polymorphic types for types, and samples are at random.
  private static String concrete(String query) {
    return query
        .replaceAll("tablesample \\w+ \\([0-9.]+\\)", "")
        .replace("anycompatible", "any")
        .replaceAll("as anyrange\\b", "as int4range")
        .replaceAll("as anymultirange\\b", "as int4multirange")
        .replaceAll("as anyarray\\b", "as int4[]")
        .replaceAll("as any(element|nonarray|enum)?\\b", "as int4");
  }
}
