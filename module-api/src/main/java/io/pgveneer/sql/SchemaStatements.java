package io.pgveneer.sql;

import io.pgveneer.sql.TableReference.Role;

/// Reads CREATE, ALTER and DROP.
final class SchemaStatements {
  private final Reader reader;
  private final Draft draft;
  private final Queries queries;

  SchemaStatements(Reader reader, Draft draft, Queries queries) {
    this.reader = reader;
    this.draft = draft;
    this.queries = queries;
  }

  Statement read() {
    int head = reader.at++;
    String verb = reader.tokens.upper(head);
    boolean create = reader.tokens.at(head) == Symbol.CREATE;
    if (create) {
      modifiers();
    }
    boolean materialized = create && reader.take(Symbol.MATERIALIZED);
    if (materialized) {
      reader.expect(Symbol.VIEW);
      return createAs("CREATE MATERIALIZED VIEW");
    }
    if (create && reader.isAt(Symbol.TABLE) && isTableAs()) {
      reader.at++;
      return createAs("CREATE TABLE AS");
    }
    if (!reader.here().isLabel()) {
      throw reader.malformed("kind of object expected");
    }
    String command = verb + " " + reader.tokens.upper(reader.at);
    while (!reader.atEnd()) {
      queries.expressions.run(0);
      if (reader.isAt(Symbol.SEMICOLON)) {
        throw reader.malformed("end of statement expected");
      }
      reader.at += reader.atEnd() ? 0 : 1;
    }
    return Statement.of(StatementClass.DDL, command);
  }

  private void modifiers() {
    reader.take(Symbol.OR, Symbol.REPLACE);
    if (reader.isAt(Symbol.GLOBAL) || reader.isAt(Symbol.LOCAL)) {
      reader.at++;
    }
    if (!reader.take(Symbol.TEMP)
        && !reader.take(Symbol.TEMPORARY)
        && !reader.take(Symbol.UNLOGGED)) {
      reader.take(Symbol.UNIQUE);
    }
  }

  /// Whether `AS` stands behind CREATE TABLE at its own level.
  private boolean isTableAs() {
    for (int i = reader.at; i < reader.tokens.count(); i++) {
      switch (reader.tokens.at(i)) {
        case OPEN_PAREN, OPEN_BRACKET -> i = reader.tokens.partner(i);
        case AS -> {
          return true;
        }
        default -> {}
      }
    }
    return false;
  }

  private Statement createAs(String command) {
    if (reader.take(Symbol.IF)) {
      reader.expect(Symbol.NOT);
      reader.expect(Symbol.EXISTS);
    }
    draft.add(reader.qualifiedName(), Role.INTO);
    while (!reader.isAt(Symbol.AS)) {
      if (reader.atEnd()) {
        throw reader.malformed("AS expected");
      }
      reader.at = reader.isAt(Symbol.OPEN_PAREN) ? reader.tokens.partner(reader.at) + 1 : reader.at + 1;
    }
    reader.at++;
    StatementClass inner = StatementClass.QUERY;
    if (reader.isAt(Symbol.EXECUTE)) {
      inner = new Utilities(reader, draft, queries).read().kind();
    } else {
      queries.nested();
    }
    if (reader.take(Symbol.WITH)) {
      reader.take(Symbol.NO);
      reader.expect(Symbol.DATA);
    }
    return new Statement(StatementClass.CREATE_AS, inner, command);
  }
}
