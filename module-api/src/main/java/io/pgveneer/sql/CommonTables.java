package io.pgveneer.sql;

/// Reads a WITH clause and brings its names into scope.
final class CommonTables {
  private final Reader reader;
  private final Draft draft;
  private final Queries queries;

  CommonTables(Reader reader, Draft draft, Queries queries) {
    this.reader = reader;
    this.draft = draft;
    this.queries = queries;
  }

  /// The clause from WITH on; its names stay in scope.
  Extent read() {
    int from = reader.at++;
    boolean recursive = reader.take(Symbol.RECURSIVE);
    if (recursive) {
      announce();
    }
    do {
      String name = reader.identifier();
      if (reader.isAt(Symbol.OPEN_PAREN)) {
        reader.parentheses();
      }
      reader.expect(Symbol.AS);
      if (reader.take(Symbol.NOT)) {
        reader.expect(Symbol.MATERIALIZED);
      } else {
        reader.take(Symbol.MATERIALIZED);
      }
      reader.expect(Symbol.OPEN_PAREN);
      queries.statement(true);
      reader.expect(Symbol.CLOSE_PAREN);
      searchAndCycle();
      if (!recursive) {
        draft.scope = new Draft.Scope(name, draft.scope);
      }
    } while (reader.take(Symbol.COMMA));
    return reader.since(from);
  }

  /// In WITH RECURSIVE every query sees every name, so they are brought into scope before the
  /// first.
  private void announce() {
    int from = reader.at;
    Draft.Scope scope = draft.scope;
    do {
      scope = new Draft.Scope(reader.identifier(), scope);
      if (reader.isAt(Symbol.OPEN_PAREN)) {
        reader.parentheses();
      }
      reader.expect(Symbol.AS);
      reader.take(Symbol.NOT);
      reader.take(Symbol.MATERIALIZED);
      reader.parentheses();
      searchAndCycle();
    } while (reader.take(Symbol.COMMA));
    reader.at = from;
    draft.scope = scope;
  }

  private void searchAndCycle() {
    if (reader.take(Symbol.SEARCH)) {
      if (!reader.take(Symbol.DEPTH)) {
        reader.expect(Symbol.BREADTH);
      }
      reader.expect(Symbol.FIRST);
      reader.expect(Symbol.BY);
      names();
      reader.expect(Symbol.SET);
      reader.identifier();
    }
    if (reader.take(Symbol.CYCLE)) {
      names();
      reader.expect(Symbol.SET);
      reader.identifier();
      if (reader.take(Symbol.TO)) {
        constant(Symbol.DEFAULT);
        reader.expect(Symbol.DEFAULT);
        constant(Symbol.USING);
      }
      reader.expect(Symbol.USING);
      reader.identifier();
    }
  }

  private void names() {
    do {
      reader.identifier();
    } while (reader.take(Symbol.COMMA));
  }

  private void constant(Symbol end) {
    do {
      if (reader.atEnd() || reader.isAt(Symbol.COMMA) || reader.isAt(Symbol.CLOSE_PAREN)) {
        throw reader.malformed(end + " expected");
      }
      if (reader.isAt(Symbol.OPEN_PAREN)) {
        reader.parentheses();
      } else {
        reader.at++;
      }
    } while (!reader.isAt(end));
  }
}
