package io.pgveneer.sql;

/// Reads CREATE FUNCTION and CREATE PROCEDURE, with the bodies that are SQL rather than strings.
final class Routines {
  private final Reader reader;
  private final Queries queries;
  private final StatementReader statements;
  private final Definitions definitions;

  Routines(Reader reader, Queries queries, StatementReader statements, Definitions definitions) {
    this.reader = reader;
    this.queries = queries;
    this.statements = statements;
    this.definitions = definitions;
  }

  void read() {
    definitions.otherName();
    while (!definitions.ends()) {
      if (reader.take(Symbol.RETURN)) {
        queries.expressions.some(0);
      } else if (reader.take(Symbol.BEGIN, Symbol.ATOMIC)) {
        body();
      } else {
        definitions.step();
      }
    }
  }

  private void body() {
    while (!reader.take(Symbol.END)) {
      if (reader.take(Symbol.RETURN)) {
        queries.expressions.some(0);
      } else if (!reader.isAt(Symbol.SEMICOLON)) {
        statements.read();
      }
      reader.expect(Symbol.SEMICOLON);
    }
  }
}
