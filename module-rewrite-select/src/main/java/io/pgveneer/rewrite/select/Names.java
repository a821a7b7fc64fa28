package io.pgveneer.rewrite.select;

import io.pgveneer.sql.TokenList;
import java.util.Set;

/// What words of SQL mean where an expression may stand.
final class Names {
  static final Set<String> SYSTEM_COLUMNS =
      Set.of("ctid", "xmin", "xmax", "cmin", "cmax", "tableoid");

  /// Words behind which an operand follows, not an alias.
  private static final Set<String> BEFORE_OPERAND =
      Set.of(
          "select",
          "distinct",
          "all",
          "on",
          "where",
          "and",
          "or",
          "not",
          "when",
          "then",
          "else",
          "case",
          "by",
          "having",
          "in",
          "like",
          "ilike",
          "to",
          "between",
          "from",
          "for",
          "any",
          "some",
          "returning",
          "set",
          "using",
          "values",
          "limit",
          "offset",
          "is",
          "array",
          "row",
          "symmetric",
          "asymmetric",
          "overlaps",
          "escape",
          "variadic",
          "notnull",
          "exists",
          "both",
          "leading",
          "trailing");

  /// Reserved words: they are no column's name without quotes.
  private static final Set<String> RESERVED =
      Set.of(
          "all",
          "analyse",
          "analyze",
          "and",
          "any",
          "array",
          "as",
          "asc",
          "asymmetric",
          "both",
          "case",
          "cast",
          "check",
          "collate",
          "column",
          "constraint",
          "create",
          "current_catalog",
          "current_date",
          "current_role",
          "current_time",
          "current_timestamp",
          "current_user",
          "default",
          "deferrable",
          "desc",
          "distinct",
          "do",
          "else",
          "end",
          "except",
          "false",
          "fetch",
          "for",
          "foreign",
          "from",
          "grant",
          "group",
          "having",
          "in",
          "initially",
          "intersect",
          "into",
          "lateral",
          "leading",
          "limit",
          "localtime",
          "localtimestamp",
          "not",
          "null",
          "offset",
          "on",
          "only",
          "or",
          "order",
          "placing",
          "primary",
          "references",
          "returning",
          "select",
          "session_user",
          "some",
          "symmetric",
          "system_user",
          "table",
          "then",
          "to",
          "trailing",
          "true",
          "union",
          "unique",
          "user",
          "using",
          "variadic",
          "when",
          "where",
          "window",
          "with");

  private Names() {}

  /// Whether the token is a name that a column can have.
  static boolean isColumnName(TokenList tokens, int index) {
    return tokens.isName(index)
        && (tokens.isQuoted(index) || !RESERVED.contains(tokens.name(index)));
  }

  /// Whether an operand of an expression, not an alias or a type, begins at the token.
  static boolean isOperandPosition(TokenList tokens, int index) {
    int before = index - 1;
    if (before < 0) {
      return true;
    }
    return switch (tokens.kind(before)) {
      case WORD -> BEFORE_OPERAND.contains(tokens.name(before));
      case OPERATOR -> true;
      case PUNCTUATION ->
          !tokens.is(before, ")")
              && !tokens.is(before, "]")
              && !tokens.is(before, "::")
              && !tokens.is(before, ".");
      default -> false;
    };
  }

  /// Whether the token is a parenthesis with a query in it.
  static boolean opensQuery(TokenList tokens, int index) {
    return tokens.is(index, "(")
        && tokens.partner(index) > index
        && (tokens.is(index + 1, "select")
            || tokens.is(index + 1, "with")
            || tokens.is(index + 1, "values")
            || tokens.is(index + 1, "table")
            || tokens.is(index + 1, "(") && opensQuery(tokens, index + 1));
  }

  /// The last part of a qualified name, as it is written.
  static String last(String qualifiedName) {
    TokenList tokens = TokenList.of(qualifiedName);
    return tokens.text(tokens.size() - 1);
  }
}
