package io.pgveneer.routine;

import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Lexer;
import io.pgveneer.sql.RewrittenSql;
import io.pgveneer.sql.Splice;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A `DO`, `CREATE FUNCTION` or `CREATE PROCEDURE` statement whose body is a string.
///
/// @param language the name after LANGUAGE in lower case; `plpgsql` for DO without one
/// @param languageName where that name stands, or null
/// @param literal the body with its quotes
/// @param body the body's text
public record RoutineStatement(
    String sql, String language, @Nullable Extent languageName, Extent literal, String body) {

  /// @return null where the statement has no body in a string that could be rewritten
  public static @Nullable RoutineStatement of(String sql) {
    Lexer lexer = new Lexer(sql);
    boolean anonymous = lexer.nextSignificant() && "do".equalsIgnoreCase(lexer.text());
    String language = "plpgsql";
    Extent languageName = null;
    Extent literal = null;
    String previous = "";
    int depth = 0;
    while (lexer.nextSignificant()) {
      String text = lexer.text();
      if (lexer.kind() == Lexer.Kind.PUNCTUATION) {
        depth += text.equals("(") ? 1 : text.equals(")") ? -1 : 0;
      } else if (depth == 0 && previous.equals("language")) {
        language = unquote(text);
        languageName = lexer.extent();
      } else if (depth == 0 && lexer.kind() == Lexer.Kind.STRING) {
        boolean isBody = literal == null && (anonymous || previous.equals("as"));
        literal = isBody ? lexer.extent() : literal;
      }
      previous = text.toLowerCase(Locale.ROOT);
    }
    String body = literal == null ? null : content(literal.in(sql));
    return literal == null || body == null
        ? null
        : new RoutineStatement(sql, language, languageName, literal, body);
  }

  /// The statement that does on merged data what this one does on a copy.
  ///
  /// A routine that cannot be rewritten is created all the same; it fails when it is called.
  public RewrittenSql rewrite(Predicate<String> federated, BodyPlanner planner) {
    return switch (RoutineBodies.rewrite(language, body, federated, planner)) {
      case RewrittenBody.Unchanged unchanged -> RewrittenSql.unchanged(sql);
      case RewrittenBody.Changed changed ->
          new Splice(sql).replace(literal, quote(changed.body())).apply();
      case RewrittenBody.Impossible impossible -> {
        Splice splice = new Splice(sql).replace(literal, quote(failing(impossible.reason())));
        if (languageName != null) {
          splice.replace(languageName, "plpgsql");
        }
        yield splice.apply();
      }
    };
  }

  /// A PL/pgSQL body that only says why it cannot run.
  static String failing(String reason) {
    return "BEGIN RAISE EXCEPTION USING ERRCODE = '0A000', MESSAGE = "
        + "'this routine is not supported by pgveneer', DETAIL = '"
        + reason.replace("'", "''")
        + "'; END";
  }

  /// In dollar quotes that the text does not contain.
  static String quote(String body) {
    String tag = "$pgveneer$";
    for (int i = 1; body.contains(tag); i++) {
      tag = "$pgveneer" + i + "$";
    }
    return tag + body + tag;
  }

  /// The text of a string constant, or null where it has escapes of its own.
  private static @Nullable String content(String literal) {
    if (literal.startsWith("$")) {
      int tag = literal.indexOf('$', 1) + 1;
      return literal.substring(tag, literal.length() - tag);
    }
    return literal.startsWith("'")
        ? literal.substring(1, literal.length() - 1).replace("''", "'")
        : null;
  }

  private static String unquote(String name) {
    String bare =
        name.startsWith("'") || name.startsWith("\"") ? name.substring(1, name.length() - 1) : name;
    return bare.toLowerCase(Locale.ROOT);
  }
}
