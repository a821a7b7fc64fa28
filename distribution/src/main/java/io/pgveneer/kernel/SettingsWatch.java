package io.pgveneer.kernel;

import io.pgveneer.api.Plan;
import io.pgveneer.sql.Words;
import java.util.List;

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
    return !sql.regionMatches(true, 0, "show", 0, 4)
        && IN_SESSION.stream().anyMatch(word -> Words.contains(sql, word));
  }
}
