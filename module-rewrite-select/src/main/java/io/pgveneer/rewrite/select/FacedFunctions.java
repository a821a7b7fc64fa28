package io.pgveneer.rewrite.select;

import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.TokenList;
import java.util.List;
import java.util.Set;

/// Functions of the catalogue that would tell of what the overlay did to the client's objects:
/// those of the same name in its own schema tell what a copy would.
final class FacedFunctions {
  private static final String SCHEMA = "pgveneer_catalog";
  private static final Set<String> NAMES =
      Set.of("pg_get_functiondef", "pg_get_function_sqlbody", "current_query");

  /// One of these stands in every text that names one of them.
  private static final List<String> MARKS =
      List.of("pg_get_f", "PG_GET_F", "current_query", "CURRENT_QUERY");

  private FacedFunctions() {}

  static void replace(Outline outline, Splice splice) {
    if (MARKS.stream().noneMatch(outline.sql()::contains)) {
      return;
    }
    TokenList tokens = TokenList.of(outline.sql());
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.isName(i) && tokens.is(i + 1, "(") && NAMES.contains(tokens.name(i))) {
        boolean qualified = tokens.is(i - 1, ".");
        if (!qualified) {
          splice.insert(tokens.start(i), SCHEMA + ".");
        } else if (tokens.is(i - 2, "pg_catalog") && !tokens.is(i - 3, ".")) {
          splice.replace(new Extent(tokens.start(i - 2), tokens.end(i - 2)), SCHEMA);
        }
      }
    }
  }
}
