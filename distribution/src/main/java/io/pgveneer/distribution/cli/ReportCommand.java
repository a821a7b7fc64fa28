package io.pgveneer.distribution.cli;

import com.typesafe.config.Config;
import io.pgveneer.distribution.PreviewDocument;
import io.pgveneer.distribution.config.Settings;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description =
        "Tells what migrations changed in the preview, what production's rows had against them, and"
            + " what they would do to large tables.")
final class ReportCommand extends DocumentCommand {

  ReportCommand() {}

  @Override
  Config read(Settings settings) {
    return PreviewDocument.report(settings);
  }

  @Override
  String text(Config report) {
    StringBuilder text = new StringBuilder();
    List<? extends Config> statements = report.getConfigList("statements");
    text.append(statements.size()).append(" statements\n");
    for (Config statement : statements) {
      statement(text, statement);
    }
    List<? extends Config> violations = report.getConfigList("violations");
    text.append(violations.size()).append(" failures on production's rows\n");
    for (Config violation : violations) {
      violation(text, violation);
    }
    List<String> objects = report.getStringList("objects");
    text.append(objects.size()).append(" objects changed\n");
    objects.forEach(object -> text.append("  ").append(object).append('\n'));
    return text.toString().stripTrailing();
  }

  private static void statement(StringBuilder text, Config statement) {
    text.append("  ")
        .append(statement.getString("at"))
        .append("  ")
        .append(statement.getLong("milliseconds"))
        .append(" ms  ")
        .append(statement.getString("statement").strip().replaceAll("\\s+", " "))
        .append('\n');
    if (!statement.getStringList("checked").isEmpty()) {
      text.append("      checked, ")
          .append(size(statement))
          .append(": ")
          .append(String.join(", ", statement.getStringList("checked")))
          .append('\n');
    }
    if (statement.hasPath("impact")) {
      text.append("      in production, ")
          .append(size(statement))
          .append(": ")
          .append(statement.getString("impact"))
          .append('\n');
    }
  }

  private static String size(Config statement) {
    if (!statement.hasPath("production_rows")) {
      return "no rows there";
    }
    return "about "
        + Math.round(statement.getDouble("production_rows"))
        + " rows, "
        + Math.ceilDiv(statement.getLong("production_bytes"), 1 << 20)
        + " MB";
  }

  private static void violation(StringBuilder text, Config violation) {
    text.append("  ")
        .append(violation.getString("at"))
        .append("  ")
        .append(violation.getString("table"))
        .append(": ")
        .append(violation.getString("object"))
        .append(" is violated by ")
        .append(violation.getLong("rows"))
        .append(" rows, such as ")
        .append(String.join("; ", violation.getStringList("sample")))
        .append("\n      ")
        .append(violation.getString("statement").strip().replaceAll("\\s+", " "))
        .append('\n');
  }
}
