package io.pgveneer.wire;

import io.pgveneer.api.Plan;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The error of a step that writes in a read-only transaction names the step's command: it has to
/// name the client's, which would have failed as well.
final class ReadOnly {
  private static final String READ_ONLY_TRANSACTION = "25006";
  private static final Pattern COMMAND = Pattern.compile("execute [A-Z ]+ in a");
  private static final Pattern LOCK =
      Pattern.compile("\\bfor\\s+(update|no\\s+key\\s+update|share|key\\s+share)\\b");

  private ReadOnly() {}

  static void reword(Map<Character, String> fields, @Nullable Plan plan) {
    if (plan != null && READ_ONLY_TRANSACTION.equals(fields.get(Fields.SQL_STATE))) {
      fields.computeIfPresent(
          Fields.MESSAGE,
          (key, text) -> COMMAND.matcher(text).replaceFirst("execute " + command(plan) + " in a"));
    }
  }

  private static String command(Plan plan) {
    return switch (plan.kind()) {
      case QUERY, DECLARE -> "SELECT" + lock(plan.main().text().toLowerCase(Locale.ROOT));
      case COPY -> "COPY FROM";
      default -> plan.kind().name();
    };
  }

  private static String lock(String sql) {
    Matcher found = LOCK.matcher(sql);
    return found.find() ? " " + found.group().replaceAll("\\s+", " ").toUpperCase(Locale.ROOT) : "";
  }
}
