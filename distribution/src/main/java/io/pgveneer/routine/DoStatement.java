package io.pgveneer.routine;

import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Lexer;
import io.pgveneer.sql.RewrittenSql;
import io.pgveneer.sql.Splice;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A `DO` statement.
///
/// @param language the name after LANGUAGE in lower case; `plpgsql` without one
/// @param languageName where that name stands, or null
/// @param literal the body with its quotes
/// @param body the body's text
public record DoStatement(
    String sql, String language, @Nullable Extent languageName, Extent literal, String body) {

  /// @return null where the body's text cannot be told
  public static @Nullable DoStatement of(String sql) {
    Lexer lexer = new Lexer(sql);
    String language = "plpgsql";
    Extent languageName = null;
    Extent literal = null;
    String previous = "";
    while (lexer.nextSignificant()) {
      if (previous.equals("language")) {
        language = unquote(lexer.text());
        languageName = lexer.extent();
      } else if (lexer.kind() == Lexer.Kind.STRING) {
        literal = lexer.extent();
      }
      previous = lexer.text().toLowerCase(Locale.ROOT);
    }
    String body = literal == null ? null : content(literal.in(sql));
    return literal == null || body == null
        ? null
        : new DoStatement(sql, language, languageName, literal, body);
  }

  /// The statement that does on merged data what this one does on a copy.
  ///
  /// One that cannot be rewritten fails when it runs.
  public RewrittenSql rewrite(Predicate<String> federated, BodyPlanner planner) {
    return switch (RoutineBodies.rewrite(language, body, true, federated, planner)) {
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
