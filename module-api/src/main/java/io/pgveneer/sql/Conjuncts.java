package io.pgveneer.sql;

import java.util.ArrayList;
import java.util.List;

/// Cuts a condition at its outermost ANDs.
public final class Conjuncts {
  private Conjuncts() {}

  /// The parts; the whole condition where an OR stands beside an AND.
  public static List<Extent> of(String sql, Extent condition) {
    TokenList tokens = TokenList.of(sql, condition);
    List<Extent> parts = new ArrayList<>();
    int start = 0;
    int cases = 0;
    int betweens = 0;
    for (int i = 0; i < tokens.size(); i++) {
      if ((tokens.is(i, "(") || tokens.is(i, "[")) && tokens.partner(i) > i) {
        i = tokens.partner(i);
      } else if (tokens.is(i, ".")) {
        i++;
      } else if (tokens.is(i, "case")) {
        cases++;
      } else if (tokens.is(i, "end") && cases > 0) {
        cases--;
      } else if (cases == 0 && tokens.is(i, "or")) {
        return List.of(condition);
      } else if (cases == 0 && tokens.is(i, "between")) {
        betweens++;
      } else if (cases == 0 && tokens.is(i, "and")) {
        if (betweens > 0) {
          betweens--;
        } else {
          parts.add(new Extent(tokens.start(start), tokens.end(i - 1)));
          start = i + 1;
        }
      }
    }
    if (start < tokens.size()) {
      parts.add(new Extent(tokens.start(start), tokens.end(tokens.size() - 1)));
    }
    return parts;
  }
}
