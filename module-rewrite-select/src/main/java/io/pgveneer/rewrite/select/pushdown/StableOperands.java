package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Lexer;
import io.pgveneer.sql.Replacement;
import io.pgveneer.sql.TokenList;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Operands of comparisons that have one value for the whole statement, without a column in them:
/// `now() - interval '7 days'`, `current_date`, `current_setting('app.tenant')::int`.
///
/// What is not immutable is not sent to production, so its rows would all be fetched. As a subquery
/// the value is computed once, here, and goes along as a parameter.
public final class StableOperands {
  private static final Set<String> COMPARISONS = Set.of("=", "<", ">", "<=", ">=", "<>", "!=");
  private static final Set<String> VALUES =
      Set.of("current_date", "current_timestamp", "localtimestamp");
  private static final Set<String> CALLS =
      Set.of("now", "transaction_timestamp", "statement_timestamp");

  /// Words that may stand behind a condition's operand.
  private static final Set<String> BEHIND =
      Set.of("and", "or", "join", "inner", "left", "right", "full", "cross", "natural");

  private StableOperands() {}

  /// What makes a condition's operands subqueries.
  public static List<Replacement> asSubqueries(TokenList tokens, Extent condition) {
    List<Replacement> replacements = new ArrayList<>();
    for (Extent operand : in(tokens, tokens.at(condition.start()), tokens.at(condition.end()))) {
      int start = tokens.start(operand.start());
      int end = tokens.end(operand.end() - 1);
      replacements.add(new Replacement(new Extent(start, start), "(SELECT "));
      replacements.add(new Replacement(new Extent(end, end), ")"));
    }
    return replacements;
  }

  /// The operands among the tokens from one to another, as extents of tokens.
  static List<Extent> in(TokenList tokens, int from, int to) {
    List<Extent> found = new ArrayList<>();
    for (int i = from + 1; i < to; i++) {
      boolean begins =
          tokens.kind(i - 1) == Lexer.Kind.OPERATOR && COMPARISONS.contains(tokens.text(i - 1))
              || tokens.is(i - 1, "between");
      int end = begins ? end(tokens, i) : -1;
      if (end > 0 && (end >= to || endsOperand(tokens, end))) {
        found.add(new Extent(i, end));
        i = end - 1;
      }
    }
    return found;
  }

  private static boolean endsOperand(TokenList tokens, int index) {
    return tokens.is(index, ")")
        || tokens.is(index, ",")
        || tokens.isName(index) && BEHIND.contains(tokens.name(index));
  }

  /// The token behind an operand that begins here, or -1.
  private static int end(TokenList tokens, int from) {
    int end = value(tokens, from);
    while (end > 0 && (tokens.is(end, "-") || tokens.is(end, "+"))) {
      end = shift(tokens, end + 1);
    }
    return end;
  }

  private static int value(TokenList tokens, int from) {
    if (!tokens.isName(from) || tokens.isQuoted(from)) {
      return -1;
    }
    String word = tokens.name(from);
    boolean called = tokens.is(from + 1, "(");
    if (VALUES.contains(word) && !called) {
      return cast(tokens, from + 1);
    }
    if (CALLS.contains(word) && called && tokens.is(from + 2, ")")) {
      return cast(tokens, from + 3);
    }
    boolean setting = word.equals("current_setting") && called;
    return setting && isString(tokens, from + 2) && tokens.is(from + 3, ")")
        ? cast(tokens, from + 4)
        : -1;
  }

  /// `interval '1 day'`, `'1 day'::interval` or a number.
  private static int shift(TokenList tokens, int from) {
    if (tokens.is(from, "interval") && isString(tokens, from + 1)) {
      return from + 2;
    }
    if (isString(tokens, from) && tokens.is(from + 1, "::") && tokens.is(from + 2, "interval")) {
      return from + 3;
    }
    return from < tokens.size() && tokens.kind(from) == Lexer.Kind.NUMBER ? from + 1 : -1;
  }

  private static int cast(TokenList tokens, int from) {
    int end = from;
    while (tokens.is(end, "::") && tokens.isName(end + 1)) {
      end += 2;
    }
    return end;
  }

  private static boolean isString(TokenList tokens, int index) {
    return index < tokens.size() && tokens.kind(index) == Lexer.Kind.STRING;
  }
}
