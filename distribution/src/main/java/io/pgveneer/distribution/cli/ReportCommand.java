package io.pgveneer.distribution.cli;

import com.typesafe.config.Config;
import io.pgveneer.distribution.PreviewDocument;
import io.pgveneer.distribution.config.Settings;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description =
        "Tells what migrations changed in the preview, what production's rows had against them, and"
            + " what they would do to large tables.")
final class ReportCommand extends DocumentCommand {
  private static final int WIDTH = 120;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  ReportCommand() {}

  @Override
  Config read(Settings settings) {
    return PreviewDocument.report(settings);
  }

  @Override
  String text(Config report) {
    StringBuilder text = new StringBuilder();
    List<? extends Config> statements = report.getConfigList("statements");
    long millis = statements.stream().mapToLong(s -> s.getLong("milliseconds")).sum();
    text.append(counted(statements.size(), "statement"))
        .append(" carried out, in ")
        .append(duration(millis))
        .append('\n');
    for (Config statement : statements) {
      statement(text, statement);
    }
    List<? extends Config> violations = report.getConfigList("violations");
    text.append(counted(violations.size(), "statement")).append(" failed on rows\n");
    for (Config violation : violations) {
      violation(text, violation);
    }
    List<? extends Config> objects = report.getConfigList("objects");
    text.append(counted(objects.size(), "object")).append(" changed\n");
    for (Config object : objects) {
      line(
          text,
          "  ",
          "%-12s  %s".formatted(object.getString("change"), object.getString("object")));
    }
    return text.toString().stripTrailing();
  }

  private static void statement(StringBuilder text, Config statement) {
    line(
        text,
        "  ",
        "%s  %6s  %s"
            .formatted(
                time(statement), duration(statement.getLong("milliseconds")), sql(statement)));
    if (!statement.getStringList("checked").isEmpty() && statement.hasPath("production_bytes")) {
      line(
          text,
          "      ",
          "checked on "
              + size(statement)
              + ": "
              + String.join(", ", statement.getStringList("checked")));
    }
    if (statement.hasPath("impact")) {
      line(
          text,
          "      ",
          "in production, " + size(statement) + ": " + statement.getString("impact"));
    }
  }

  private static void violation(StringBuilder text, Config violation) {
    line(text, "  ", time(violation) + "  " + sql(violation));
    line(
        text,
        "      ",
        "ERROR " + violation.getString("code") + ": " + violation.getString("error"));
    if (violation.hasPath("detail")) {
      line(text, "      ", violation.getString("detail"));
    }
    if (violation.hasPath("rows")) {
      line(
          text,
          "      ",
          "%s of %s against %s, such as %s: %s"
              .formatted(
                  counted(violation.getLong("rows"), "row"),
                  violation.getString("table"),
                  violation.getString("object"),
                  key(violation),
                  String.join("; ", violation.getStringList("sample"))));
    }
  }

  private static String key(Config violation) {
    List<String> key = violation.getStringList("key");
    return key.isEmpty() ? "row" : String.join(", ", key);
  }

  private static String time(Config entry) {
    return OffsetDateTime.parse(entry.getString("at"))
        .atZoneSameInstant(ZoneId.systemDefault())
        .format(TIME);
  }

  private static String sql(Config entry) {
    String sql = entry.getString("statement").strip().replaceAll("\\s+", " ");
    return sql.length() <= WIDTH ? sql : sql.substring(0, WIDTH - 1) + "…";
  }

  private static String size(Config statement) {
    String rows =
        statement.hasPath("production_rows")
            ? "about " + Math.round(statement.getDouble("production_rows")) + " rows"
            : "rows not counted yet";
    return rows + ", " + Math.ceilDiv(statement.getLong("production_bytes"), 1 << 20) + " MB";
  }

  private static String duration(long millis) {
    return millis < 10_000 ? millis + " ms" : Duration.ofMillis(millis).toSeconds() + " s";
  }

  private static String counted(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static void line(StringBuilder text, String indent, String content) {
    text.append(indent).append(content).append('\n');
  }
}
