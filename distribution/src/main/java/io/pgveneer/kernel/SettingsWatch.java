package io.pgveneer.kernel;

import io.pgveneer.api.Plan;
import java.util.List;
import java.util.Locale;

/// Tells which statements may leave the session with another search path, or with others of the
/// settings that plans depend on.
///
/// The server reports them only when it is ready, and `search_path` not before version 18, so they
/// are asked for again after these.
final class SettingsWatch {
  private static final List<String> IN_SESSION =
      List.of(
          "discard",
          "search_path",
          "role",
          "authorization",
          "schema",
          "all",
          "standard_conforming_strings",
          "client_encoding",
          "names");

  private SettingsWatch() {}

  static boolean mayChange(Plan plan) {
    return switch (plan.kind()) {
      case CALL, DO -> true;
      case SESSION -> mentions(plan.main().text());
      case QUERY -> plan.barrier();
      default -> false;
    };
  }

  static boolean mentions(String sql) {
    String lower = sql.toLowerCase(Locale.ROOT);
    if (lower.startsWith("show")) {
      return false;
    }
    for (String word : IN_SESSION) {
      if (lower.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
