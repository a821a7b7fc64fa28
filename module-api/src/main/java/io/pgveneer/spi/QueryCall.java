package io.pgveneer.spi;

import io.pgveneer.sql.Extent;
import io.pgveneer.sql.TokenList;
import io.pgveneer.sql.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A call of a function of PostgreSQL's own extensions that reads relations by the text of a query,
/// or by a name in a text.
///
/// @param arguments where they stand in the statement
public record QueryCall(String function, List<Extent> arguments) {
  private static final Set<String> FUNCTIONS =
      Set.of("crosstab", "crosstab2", "crosstab3", "crosstab4", "connectby", "xpath_table");

  private static final List<String> MARKS = List.of("crosstab", "connectby", "xpath_table");

  /// Those in a statement.
  public static List<QueryCall> in(String sql) {
    if (MARKS.stream().noneMatch(mark -> Words.contains(sql, mark))) {
      return List.of();
    }
    List<QueryCall> calls = new ArrayList<>();
    TokenList tokens = TokenList.of(sql);
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.isName(i) && tokens.is(i + 1, "(") && FUNCTIONS.contains(tokens.name(i))) {
        List<Extent> arguments = tokens.items(i + 2, tokens.partner(i + 1));
        calls.add(new QueryCall(tokens.name(i), arguments));
      }
    }
    return calls;
  }
}
