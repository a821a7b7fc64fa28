package io.pgveneer.distribution.cli;

import com.typesafe.config.Config;
import io.pgveneer.distribution.PreviewDocument;
import io.pgveneer.distribution.config.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description =
        "Tells how a statement would be carried out, without carrying it out: how each table is"
            + " read and why, what is sent to the fresh database, and what that sends to"
            + " production.")
final class ExplainCommand extends DocumentCommand {
  @Parameters(paramLabel = "SQL", description = "One statement; it may have parameters ($1).")
  private String sql;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  ExplainCommand() {}

  @Override
  Config read(Settings settings) {
    return PreviewDocument.explain(settings, sql);
  }

  @Override
  String text(Config explained) {
    StringBuilder text = new StringBuilder();
    text.append(explained.getString("class"))
        .append(", handler ")
        .append(explained.getString("handler"))
        .append('\n');
    if (explained.hasPath("error")) {
      return text.append("refused: ")
          .append(explained.getString("error.code"))
          .append(' ')
          .append(explained.getString("error.message"))
          .toString();
    }
    for (Config table : explained.getConfigList("tables")) {
      text.append(table.getString("table"))
          .append(" as ")
          .append(table.getString("name"))
          .append(": ")
          .append(table.getString("strategy"))
          .append(", ")
          .append(table.getString("reason"))
          .append('\n');
    }
    explained.getStringList("before").forEach(step -> section(text, "before it:", step));
    section(text, "sent:", explained.getString("sql"));
    explained.getStringList("after").forEach(step -> section(text, "after it:", step));
    for (Config remote : explained.getConfigList("production")) {
      section(text, "sent to production, " + rows(remote) + " expected:", remote.getString("sql"));
    }
    if (explained.hasPath("rows")) {
      text.append("result: ").append(rows(explained)).append(" expected");
    }
    return text.toString().stripTrailing();
  }

  private static String rows(Config of) {
    long rows = of.getLong("rows");
    return rows == 1 ? "1 row" : rows + " rows";
  }

  private static void section(StringBuilder text, String title, String body) {
    text.append(title).append('\n').append(body.strip().indent(2));
  }
}
