package io.pgveneer.sql;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Comparisons that name no operator: `IS DISTINCT FROM`, and CASE with an operand.
///
/// In the fresh database they mean the type's own equality. postgres_fdw sends them as they are, so
/// production looks for `=` where it finds PostgreSQL's own operators alone: for citext, that of
/// text.
public final class ImpliedEquality {
  private static final Set<String> BOUNDS =
      Set.of(
          "(",
          ")",
          ",",
          ";",
          "and",
          "or",
          "where",
          "on",
          "having",
          "select",
          "group",
          "order",
          "limit",
          "union",
          "except",
          "intersect",
          "when",
          "then",
          "else",
          "end",
          "case",
          "set");

  private ImpliedEquality() {}

  public static boolean isIn(String sql) {
    TokenList tokens = TokenList.of(sql);
    for (int i = 0; i < tokens.size(); i++) {
      if (isAt(tokens, i)) {
        return true;
      }
    }
    return false;
  }

  /// The names that stand in what is compared so, columns' among them, folded.
  public static Set<String> names(String sql) {
    TokenList tokens = TokenList.of(sql);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (isAt(tokens, i)) {
        addNames(tokens, i, 1, names);
        if (!tokens.is(i, "case")) {
          addNames(tokens, i, -1, names);
        }
      }
    }
    return names;
  }

  private static boolean isAt(TokenList tokens, int i) {
    return tokens.is(i, "case")
        ? !tokens.is(i + 1, "when")
        : tokens.is(i, "distinct")
            && tokens.is(i + 1, "from")
            && (tokens.is(i - 1, "is") || tokens.is(i - 1, "not"));
  }

  /// Adds those between a place and the next bound; all of what is in parentheses there.
  private static void addNames(TokenList tokens, int place, int step, Set<String> names) {
    for (int i = place + step; i >= 0 && i < tokens.size(); i += step) {
      int partner = tokens.partner(i);
      boolean opens =
          step > 0 ? tokens.is(i, "(") && partner > i : tokens.is(i, ")") && partner >= 0;
      if (opens) {
        for (int inner = Math.min(i, partner); inner < Math.max(i, partner); inner++) {
          add(tokens, inner, names);
        }
        i = partner;
      } else if (isBound(tokens, i)) {
        return;
      } else {
        add(tokens, i, names);
      }
    }
  }

  private static boolean isBound(TokenList tokens, int i) {
    return !tokens.isQuoted(i) && BOUNDS.contains(tokens.text(i).toLowerCase(Locale.ROOT));
  }

  private static void add(TokenList tokens, int i, Set<String> names) {
    if (tokens.isName(i)) {
      names.add(tokens.name(i));
    }
  }
}
