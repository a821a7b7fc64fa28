package io.pgveneer.rewrite.dml;

import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Lexer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The parts of a condition, joined by AND, that may be evaluated twice.
///
/// @param safe stretches that call nothing but functions known to answer the same within a
///     transaction
record Conditions(List<Extent> safe) {
  /// Words that stand before a parenthesis and are no function, and functions that are not
  /// volatile.
  private static final Set<String> KNOWN =
      Set.of(
          // structure
          "and",
          "or",
          "not",
          "in",
          "any",
          "all",
          "some",
          "exists",
          "values",
          "row",
          "array",
          "as",
          "case",
          "when",
          "then",
          "else",
          "select",
          "from",
          "where",
          "on",
          "using",
          "by",
          "having",
          "union",
          "intersect",
          "except",
          "between",
          "like",
          "ilike",
          "is",
          "over",
          "filter",
          "within",
          "distinct",
          "limit",
          "offset",
          "join",
          "lateral",
          "operator",
          "partition",
          // types with a modifier
          "varchar",
          "char",
          "character",
          "varying",
          "numeric",
          "decimal",
          "timestamp",
          "timestamptz",
          "time",
          "timetz",
          "bit",
          "interval",
          "float",
          "bpchar",
          // functions
          "abs",
          "age",
          "array_agg",
          "array_append",
          "array_length",
          "array_position",
          "array_remove",
          "array_to_string",
          "avg",
          "bit_length",
          "bool_and",
          "bool_or",
          "btrim",
          "cardinality",
          "cast",
          "ceil",
          "ceiling",
          "char_length",
          "chr",
          "coalesce",
          "concat",
          "concat_ws",
          "count",
          "current_setting",
          "date",
          "date_part",
          "date_trunc",
          "decode",
          "div",
          "encode",
          "every",
          "exp",
          "extract",
          "floor",
          "format",
          "generate_series",
          "greatest",
          "initcap",
          "json_agg",
          "jsonb_agg",
          "jsonb_array_elements",
          "jsonb_array_length",
          "jsonb_build_object",
          "jsonb_extract_path",
          "jsonb_extract_path_text",
          "least",
          "left",
          "length",
          "ln",
          "log",
          "lower",
          "lpad",
          "ltrim",
          "make_date",
          "make_interval",
          "max",
          "md5",
          "min",
          "mod",
          "now",
          "nullif",
          "octet_length",
          "overlay",
          "position",
          "power",
          "regexp_match",
          "regexp_matches",
          "regexp_replace",
          "replace",
          "reverse",
          "right",
          "round",
          "rpad",
          "rtrim",
          "sign",
          "split_part",
          "sqrt",
          "starts_with",
          "string_agg",
          "string_to_array",
          "strpos",
          "substr",
          "substring",
          "sum",
          "to_char",
          "to_date",
          "to_jsonb",
          "to_number",
          "to_timestamp",
          "to_tsquery",
          "to_tsvector",
          "translate",
          "trim",
          "trunc",
          "unnest",
          "upper",
          "row_number",
          "rank",
          "dense_rank",
          "statement_timestamp");

  static Conditions of(String sql, Extent condition) {
    List<Extent> safe = new ArrayList<>();
    for (Extent part : parts(sql, condition)) {
      if (isSafe(sql, part)) {
        safe.add(part);
      }
    }
    return new Conditions(safe);
  }

  /// Whether every name before a parenthesis is a known one.
  static boolean isSafe(String sql, Extent extent) {
    Lexer lexer = new Lexer(sql, extent, true);
    String previous = "";
    boolean qualified = false;
    while (lexer.nextSignificant()) {
      String text = lexer.text();
      boolean call = text.equals("(") && !previous.isEmpty();
      if (call && (qualified || !KNOWN.contains(previous))) {
        return false;
      }
      if (lexer.kind() == Lexer.Kind.WORD || lexer.kind() == Lexer.Kind.QUOTED_IDENTIFIER) {
        qualified = previous.equals(".");
        previous = text.toLowerCase(Locale.ROOT);
        if (previous.startsWith("nextval") || previous.equals("current_timestamp(")) {
          return false;
        }
      } else {
        previous = text.equals(".") ? "." : "";
        qualified = false;
      }
    }
    return true;
  }

  /// The stretches between the ANDs outside of parentheses; the whole where an OR stands outside of
  /// them.
  private static List<Extent> parts(String sql, Extent condition) {
    List<Extent> parts = new ArrayList<>();
    Lexer lexer = new Lexer(sql, condition, true);
    int depth = 0;
    int start = condition.start();
    boolean between = false;
    while (lexer.nextSignificant()) {
      String text = lexer.text().toLowerCase(Locale.ROOT);
      switch (text) {
        case "(", "[", "case" -> depth++;
        case ")", "]", "end" -> depth--;
        case "between" -> between = depth == 0 || between;
        case "or" -> {
          if (depth == 0) {
            return List.of(condition);
          }
        }
        case "and" -> {
          if (depth == 0 && between) {
            between = false;
          } else if (depth == 0) {
            parts.add(new Extent(start, lexer.start()));
            start = lexer.end();
          }
        }
        default -> {}
      }
    }
    parts.add(new Extent(start, condition.end()));
    return parts;
  }
}
