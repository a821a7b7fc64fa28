package io.pgveneer.kernel;

import io.pgveneer.api.Plan;
import java.util.List;
import java.util.Locale;

/// Tells which statements may leave the session with another search path.
///
/// Before version 18 the server does not report `search_path`, so it is asked for again after
/// these.
final class SearchPathWatch {
  private static final List<String> IN_SESSION =
      List.of("search_path", "role", "authorization", "schema", "all");

  private SearchPathWatch() {}

  static boolean mayChange(Plan plan) {
    return switch (plan.kind()) {
      case CALL, DO -> true;
      case SESSION -> mentions(plan.main().text());
      case QUERY -> plan.main().text().contains("set_config");
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
