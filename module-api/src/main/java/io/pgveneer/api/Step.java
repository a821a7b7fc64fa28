package io.pgveneer.api;

import io.pgveneer.sql.Lexer;
import java.util.ArrayList;
import java.util.List;

/// A statement of ours that the front door runs unseen, in the transaction of the client's own.
///
/// @param sql one statement; its `$1`, `$2`, … are numbered afresh
/// @param parameters for each `$n` of `sql`, the number of the client's parameter that it takes
public record Step(String sql, List<Integer> parameters) {

  public static Step of(String sql) {
    return new Step(sql, List.of());
  }

  /// A step made of pieces of the client's text, whose parameters get numbers of its own.
  public static Step numbered(String sql) {
    List<Integer> parameters = new ArrayList<>();
    StringBuilder text = new StringBuilder(sql.length());
    Lexer lexer = new Lexer(sql);
    while (lexer.next()) {
      if (lexer.kind() == Lexer.Kind.PARAMETER) {
        Integer client = Integer.valueOf(lexer.text().substring(1));
        if (!parameters.contains(client)) {
          parameters.add(client);
        }
        text.append('$').append(parameters.indexOf(client) + 1);
      } else {
        text.append(lexer.text());
      }
    }
    return new Step(text.toString(), List.copyOf(parameters));
  }
}
