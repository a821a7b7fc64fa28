package io.pgveneer.routine;

import io.pgveneer.sql.Lexer;
import java.util.Locale;
import java.util.function.Predicate;

/// Rewrites bodies in the languages that PostgreSQL ships and whose statements can be found: SQL
/// and PL/pgSQL.
public final class RoutineBodies {
  private RoutineBodies() {}

  /// @param language as in `LANGUAGE`, any case
  /// @param body the text inside the quotes
  /// @param mayWrite whether the routine may change rows, as a VOLATILE one may
  /// @param federated whether a folded name is that of some federated relation or view over one
  /// @param planner plans a statement as it would be planned for a client, reads never as clean
  public static RewrittenBody rewrite(
      String language,
      String body,
      boolean mayWrite,
      Predicate<String> federated,
      BodyPlanner planner) {
    try {
      String rewritten =
          switch (language.toLowerCase(Locale.ROOT)) {
            case "sql" -> mentions(body, federated) ? SqlBody.rewrite(body, planner) : body;
            case "plpgsql" -> new PlpgsqlBody(body, mayWrite, federated, planner).rewrite();
            case "c", "internal" -> body;
            default -> mentions(body, federated) ? unknownLanguage(language) : body;
          };
      return rewritten.equals(body)
          ? new RewrittenBody.Unchanged()
          : new RewrittenBody.Changed(rewritten);
    } catch (ImpossibleBodyException impossible) {
      return new RewrittenBody.Impossible(impossible.reason());
    }
  }

  private static String unknownLanguage(String language) {
    throw new ImpossibleBodyException(
        "bodies in language " + language + " that name a table of production cannot be rewritten");
  }

  /// Whether any identifier in the text, strings included, is such a name.
  static boolean mentions(String text, Predicate<String> federated) {
    Lexer lexer = new Lexer(text);
    while (lexer.nextSignificant()) {
      boolean found =
          switch (lexer.kind()) {
            case WORD -> federated.test(lexer.text().toLowerCase(Locale.ROOT));
            case QUOTED_IDENTIFIER -> federated.test(unquote(lexer.text()));
            case STRING -> mentionsWord(lexer.text(), federated);
            default -> false;
          };
      if (found) {
        return true;
      }
    }
    return false;
  }

  private static boolean mentionsWord(String literal, Predicate<String> federated) {
    int at = 0;
    while (at < literal.length()) {
      int end = at;
      while (end < literal.length() && Character.isUnicodeIdentifierPart(literal.charAt(end))) {
        end++;
      }
      if (end > at && federated.test(literal.substring(at, end).toLowerCase(Locale.ROOT))) {
        return true;
      }
      at = end + 1;
    }
    return false;
  }

  private static String unquote(String identifier) {
    return identifier.length() < 2
        ? identifier
        : identifier.substring(1, identifier.length() - 1).replace("\"\"", "\"");
  }
}
