package io.pgveneer.distribution.cli;

import com.typesafe.config.Config;
import io.pgveneer.distribution.PreviewDocument;
import io.pgveneer.distribution.config.Settings;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description =
        "Tells which tables of a preview differ from production, and what production changed.")
final class StatusCommand extends DocumentCommand {

  StatusCommand() {}

  @Override
  Config read(Settings settings) {
    return PreviewDocument.status(settings);
  }

  @Override
  String text(Config status) {
    StringBuilder text = new StringBuilder();
    text.append(status.getLong("tables")).append(" tables of production\n");
    list(text, "with rows of the preview's own", status.getStringList("changed"));
    list(text, "copied whole, or emptied", status.getStringList("copied_whole"));
    list(text, "that cannot be read", status.getStringList("unreadable"));
    text.append("at most ")
        .append(status.getLong("production_connections"))
        .append(" connections to production from each proxy\n");
    for (Config change : status.getConfigList("production_changes")) {
      text.append(change.getBoolean("conflict") ? "conflict: " : "changed in production: ")
          .append(change.getString("object"))
          .append(": ")
          .append(change.getString("note"))
          .append('\n');
    }
    return text.toString().stripTrailing();
  }

  private static void list(StringBuilder text, String what, List<String> tables) {
    if (!tables.isEmpty()) {
      text.append("  ")
          .append(tables.size())
          .append(' ')
          .append(what)
          .append(": ")
          .append(String.join(", ", tables))
          .append('\n');
    }
  }
}
