package io.pgveneer.sql;

import io.pgveneer.sql.TableReference.Role;

/// Reads the stretches of utility statements that have no structure of interest, finding in them
/// what names relations: nested queries, REFERENCES, LIKE.
final class Definitions {
  private final Reader reader;
  private final Draft draft;
  private final Queries queries;

  Definitions(Reader reader, Draft draft, Queries queries) {
    this.reader = reader;
    this.draft = draft;
    this.queries = queries;
  }

  ReferenceDraft relation() {
    return draft.add(queries.fromClause.relation(), Role.OTHER);
  }

  ReferenceDraft name() {
    return draft.add(reader.qualifiedName(), Role.OTHER);
  }

  void relations() {
    do {
      relation();
    } while (reader.take(Symbol.COMMA));
  }

  /// Steps over a name of any number of parts that means no relation, perhaps with a signature.
  void otherName() {
    reader.label();
    while (reader.take(Symbol.DOT)) {
      reader.label();
    }
  }

  /// The rest of the statement: to its end, its semicolon inside a body, a closing parenthesis, or
  /// the next element of CREATE SCHEMA.
  void rest() {
    while (!ends()) {
      step();
    }
  }

  /// Up to a symbol outside of parentheses.
  ///
  /// Errors: Malformed where the statement ends before.
  void upTo(Symbol symbol) {
    while (!reader.isAt(symbol)) {
      if (ends()) {
        throw reader.malformed(symbol + " expected");
      }
      step();
    }
  }

  boolean ends() {
    return switch (reader.here()) {
      case NOTHING_LEFT, SEMICOLON, CLOSE_PAREN, CLOSE_BRACKET -> true;
      case CREATE, GRANT -> isElement();
      default -> false;
    };
  }

  /// Whether CREATE or GRANT begins a statement here: `WITH GRANT OPTION` and `REVOKE CREATE ON` do
  /// not.
  private boolean isElement() {
    Symbol before = reader.ahead(-1);
    return draft.inSchema
        && before != Symbol.WITH
        && before != Symbol.DOT
        && before != Symbol.GRANT
        && before != Symbol.COMMA;
  }

  void step() {
    switch (reader.here()) {
      case OPEN_PAREN, OPEN_BRACKET -> brackets();
      case REFERENCES -> references();
      default -> reader.at++;
    }
  }

  private void references() {
    boolean name = reader.ahead(-1) == Symbol.DOT || reader.ahead(-1) == Symbol.AS;
    reader.at++;
    if (!name && reader.here().isIdentifier()) {
      name();
    }
  }

  /// Brackets with all that is in them. Not recursive in brackets, only in queries.
  void brackets() {
    int close = reader.tokens.partner(reader.at);
    while (reader.at < close) {
      Symbol symbol = reader.here();
      if (symbol == Symbol.REFERENCES) {
        references();
      } else if (symbol == Symbol.OPEN_PAREN && reader.isQuery(reader.at + 1)) {
        reader.at++;
        queries.nested();
        reader.expect(Symbol.CLOSE_PAREN);
      } else if (symbol.has(Symbol.Flags.SET_OPERATION) && reader.ahead(-1) == Symbol.CLOSE_PAREN) {
        queries.expressions.operand();
      } else if (symbol == Symbol.SEMICOLON) {
        throw reader.malformed("parenthesis expected");
      } else {
        reader.at++;
      }
    }
    reader.at = close + 1;
  }
}
