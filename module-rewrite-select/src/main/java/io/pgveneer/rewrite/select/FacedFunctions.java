package io.pgveneer.rewrite.select;

import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.TokenList;
import io.pgveneer.sql.Words;
import java.util.List;
import java.util.Set;

/// Functions of the system that would tell of what the overlay did to the client's objects, or that
/// run a query which they are given: those of the same name in its own schema do what a copy's
/// would.
final class FacedFunctions {
  private static final String SCHEMA = "pgveneer_catalog";
  private static final Set<String> NAMES =
      Set.of(
          "pg_get_functiondef",
          "pg_get_function_sqlbody",
          "current_query",
          "query_to_xml",
          "query_to_xmlschema",
          "query_to_xml_and_xmlschema",
          "table_to_xml",
          "table_to_xml_and_xmlschema",
          "schema_to_xml",
          "schema_to_xml_and_xmlschema",
          "database_to_xml",
          "database_to_xml_and_xmlschema",
          "ts_stat",
          "ts_rewrite");

  /// One of these stands in every text that names one of them.
  private static final List<String> MARKS =
      List.of("pg_get_f", "current_query", "to_xml", "ts_stat", "ts_rewrite");

  private FacedFunctions() {}

  static void replace(Outline outline, Splice splice) {
    if (MARKS.stream().noneMatch(mark -> Words.contains(outline.sql(), mark))) {
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
