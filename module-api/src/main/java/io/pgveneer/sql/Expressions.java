package io.pgveneer.sql;

import org.jspecify.annotations.Nullable;

/// Reads expressions as balanced runs of tokens, in which only nested queries matter.
final class Expressions {
  /// What ends a run at its own level, beside the keywords that begin a clause.
  static final int COMMA = 1;

  /// JOIN and the words before it, USING, comma.
  static final int JOIN = 2;

  /// WHEN and THEN outside of CASE.
  static final int WHEN = 4;

  static final int DO = 8;

  static final int ROWS = 16;

  /// `AS`.
  static final int AS = 32;

  private final Reader reader;
  private final Queries queries;

  Expressions(Reader reader, Queries queries) {
    this.reader = reader;
    this.queries = queries;
  }

  /// A run that must not be empty.
  Extent some(int stops) {
    Extent extent = run(stops);
    if (extent == null) {
      throw reader.malformed("expression expected");
    }
    return extent;
  }

  /// A run up to the next clause, closing bracket or one of `stops`; null where it is empty.
  @Nullable Extent run(int stops) {
    int from = reader.at;
    int cases = 0;
    while (true) {
      Symbol symbol = reader.here();
      switch (symbol) {
        case OPEN_PAREN, OPEN_BRACKET -> brackets();
        case NOTHING_LEFT, CLOSE_PAREN, CLOSE_BRACKET, SEMICOLON -> {
          return from == reader.at ? null : reader.since(from);
        }
        default -> {
          if (cases == 0 && ends(symbol, stops, from)) {
            return from == reader.at ? null : reader.since(from);
          }
          if ((stops & WHEN) != 0) {
            cases += symbol == Symbol.CASE ? 1 : symbol == Symbol.END && cases > 0 ? -1 : 0;
          }
          reader.at++;
        }
      }
    }
  }

  private boolean ends(Symbol symbol, int stops, int from) {
    if (symbol.has(Symbol.Flags.CLAUSE)) {
      return !isOperand(symbol);
    }
    if (stops == 0) {
      if (symbol == Symbol.SELECT && !isLabelled()) {
        throw reader.malformed("misplaced query");
      }
      return false;
    }
    return switch (symbol) {
      case COMMA -> (stops & (COMMA | JOIN)) != 0;
      case JOIN -> (stops & JOIN) != 0 && reader.at > from && !isLabelled();
      case LEFT, RIGHT, FULL, INNER, CROSS, NATURAL ->
          (stops & JOIN) != 0 && FromClause.isJoin(reader) && !isLabelled();
      case USING -> (stops & JOIN) != 0 && !isLabelled();
      case WHEN, THEN -> (stops & WHEN) != 0 && !isLabelled();
      case DO -> (stops & DO) != 0 && !isLabelled();
      case ROW, ROWS -> (stops & ROWS) != 0 && !isLabelled();
      case AS -> (stops & AS) != 0 && !isLabelled();
      case SELECT -> {
        if (!isLabelled()) {
          throw reader.malformed("misplaced query");
        }
        yield false;
      }
      default -> false;
    };
  }

  /// Whether a word is a name because of what stands before it: `a.from`, `1 AS limit`.
  private boolean isLabelled() {
    Symbol before = reader.ahead(-1);
    return before == Symbol.DOT || before == Symbol.AS;
  }

  /// Whether a keyword that could begin a clause is part of an expression.
  private boolean isOperand(Symbol symbol) {
    if (isLabelled()) {
      return true;
    }
    return switch (symbol) {
      case FROM ->
          reader.ahead(-1) == Symbol.DISTINCT
              && (reader.ahead(-2) == Symbol.IS
                  || (reader.ahead(-2) == Symbol.NOT && reader.ahead(-3) == Symbol.IS));
      case GROUP -> reader.ahead(-1) == Symbol.WITHIN;
      case WITH -> reader.tokens.is(reader.at + 1, "time") || reader.ahead(1) == Symbol.UNIQUE;
      case FOR -> reader.ahead(-1) == Symbol.COLLATION;
      default -> false;
    };
  }

  /// Reads brackets with all that is in them, finding the queries. Not recursive in brackets, only
  /// in queries.
  void brackets() {
    int close = reader.tokens.partner(reader.at);
    while (reader.at < close) {
      Symbol symbol = reader.here();
      boolean open = symbol == Symbol.OPEN_PAREN;
      if (open && reader.isQuery(reader.at + 1)) {
        reader.at++;
        boolean jsonArray = reader.tokens.is(reader.at - 2, "json_array");
        queries.nested();
        if (!jsonArray) {
          reader.expect(Symbol.CLOSE_PAREN);
        }
        continue;
      }
      if (symbol.has(Symbol.Flags.SET_OPERATION) && !isLabelled()) {
        operand();
        continue;
      }
      if (symbol == Symbol.SEMICOLON || (symbol == Symbol.SELECT && !isLabelled())) {
        throw reader.malformed("misplaced query");
      }
      reader.at++;
    }
    if (reader.at == close) {
      reader.at++;
    }
  }

  /// A set operation whose left side was a query in parentheses, itself in parentheses.
  void operand() {
    if (reader.ahead(-1) != Symbol.CLOSE_PAREN) {
      throw reader.malformed("misplaced set operation");
    }
    reader.at++;
    if (!reader.take(Symbol.ALL)) {
      reader.take(Symbol.DISTINCT);
    }
    if (reader.isQuery(reader.at)) {
      queries.nested();
    } else if (!reader.isAt(Symbol.OPEN_PAREN)) {
      throw reader.malformed("query expected");
    }
  }
}
