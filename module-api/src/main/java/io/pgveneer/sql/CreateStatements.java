package io.pgveneer.sql;

import io.pgveneer.sql.TableReference.Role;

/// Reads CREATE.
final class CreateStatements {
  private final Reader reader;
  private final Draft draft;
  private final Queries queries;
  private final StatementReader statements;
  private final Definitions definitions;

  CreateStatements(Reader reader, Draft draft, Queries queries, StatementReader statements) {
    this.reader = reader;
    this.draft = draft;
    this.queries = queries;
    this.statements = statements;
    this.definitions = new Definitions(reader, draft, queries);
  }

  Statement read() {
    reader.expect(Symbol.CREATE);
    boolean recursive = modifiers();
    String kind = ObjectKinds.read(reader);
    if (kind.equals("MATERIALIZED VIEW") || (kind.equals("TABLE") && isTableAs())) {
      return createAs(kind.equals("TABLE") ? "CREATE TABLE AS" : "CREATE MATERIALIZED VIEW");
    }
    reader.takeIfExists();
    switch (kind) {
      case "TABLE", "FOREIGN TABLE" -> table();
      case "VIEW" -> view(recursive);
      case "SEQUENCE" -> {
        definitions.name();
        definitions.rest();
      }
      case "INDEX" -> index();
      case "TRIGGER", "POLICY" -> on();
      case "RULE" -> rule();
      case "FUNCTION", "PROCEDURE" -> new Routines(reader, queries, statements, definitions).read();
      case "TYPE" -> type();
      case "SCHEMA" -> schema();
      case "PUBLICATION" -> new Publications(reader, definitions).create();
      case "STATISTICS" -> statistics();
      default -> {
        if (definitions.ends()) {
          throw reader.malformed("definition expected");
        }
        definitions.rest();
      }
    }
    return Statement.of(StatementClass.DDL, "CREATE " + kind);
  }

  /// Steps behind the words between CREATE and the kind; whether RECURSIVE was among them.
  private boolean modifiers() {
    reader.take(Symbol.OR, Symbol.REPLACE);
    boolean recursive = false;
    while (true) {
      switch (reader.here()) {
        case GLOBAL, LOCAL, TEMP, TEMPORARY, UNLOGGED, UNIQUE, TRUSTED, PROCEDURAL, DEFAULT ->
            reader.at++;
        case RECURSIVE -> {
          recursive = true;
          reader.at++;
        }
        case CONSTRAINT -> {
          reader.at++;
          if (!reader.isAt(Symbol.TRIGGER)) {
            throw reader.malformed("TRIGGER expected");
          }
        }
        default -> {
          return recursive;
        }
      }
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
        case CREATE, GRANT, SEMICOLON, CLOSE_PAREN -> {
          return false;
        }
        default -> {}
      }
    }
    return false;
  }

  private Statement createAs(String command) {
    reader.takeIfExists();
    draft.add(reader.qualifiedName(), Role.INTO);
    definitions.upTo(Symbol.AS);
    reader.at++;
    StatementClass inner = StatementClass.QUERY;
    if (reader.isAt(Symbol.EXECUTE)) {
      inner = StatementClass.EXECUTE;
      while (!reader.atEnd() && !reader.isAt(Symbol.WITH)) {
        queries.expressions.some(0);
      }
    } else {
      queries.nested();
    }
    withData();
    return new Statement(StatementClass.CREATE_AS, inner, command);
  }

  private void withData() {
    if (reader.take(Symbol.WITH)) {
      reader.take(Symbol.NO);
      reader.expect(Symbol.DATA);
    }
  }

  private void table() {
    definitions.name();
    if (reader.take(Symbol.PARTITION)) {
      reader.expect(Symbol.OF);
      definitions.name();
    } else if (reader.take(Symbol.OF)) {
      definitions.otherName();
    }
    if (reader.isAt(Symbol.OPEN_PAREN)) {
      elements();
    }
    if (reader.take(Symbol.INHERITS)) {
      reader.expect(Symbol.OPEN_PAREN);
      definitions.relations();
      reader.expect(Symbol.CLOSE_PAREN);
    }
    definitions.rest();
  }

  /// Columns and constraints; `LIKE t` begins an element.
  private void elements() {
    int close = reader.tokens.partner(reader.at);
    reader.at++;
    while (reader.at < close) {
      if (reader.take(Symbol.LIKE)) {
        definitions.name();
      }
      while (!definitions.ends() && !reader.isAt(Symbol.COMMA)) {
        definitions.step();
      }
      if (reader.at < close) {
        reader.expect(Symbol.COMMA);
      }
    }
    reader.expect(Symbol.CLOSE_PAREN);
  }

  private void view(boolean recursive) {
    ReferenceDraft view = definitions.name();
    Draft.Scope scope = draft.scope;
    definitions.upTo(Symbol.AS);
    reader.at++;
    if (recursive) {
      draft.scope = new Draft.Scope(view.relation, scope);
    }
    queries.nested();
    draft.scope = scope;
    if (reader.take(Symbol.WITH)) {
      if (!reader.takeWord("cascaded")) {
        reader.take(Symbol.LOCAL);
      }
      reader.expect(Symbol.CHECK);
      reader.expect(Symbol.OPTION);
    }
  }

  private void index() {
    reader.take(Symbol.CONCURRENTLY);
    reader.takeIfExists();
    on();
  }

  /// What stands on a relation: an index, a trigger, a policy.
  private void on() {
    definitions.upTo(Symbol.ON);
    reader.at++;
    definitions.relation();
    if (reader.take(Symbol.FROM)) {
      definitions.name();
    }
    definitions.rest();
  }

  private void rule() {
    definitions.otherName();
    reader.expect(Symbol.AS);
    reader.expect(Symbol.ON);
    reader.at++;
    reader.expect(Symbol.TO);
    definitions.relation();
    if (reader.take(Symbol.WHERE)) {
      queries.expressions.some(Expressions.DO);
    }
    reader.expect(Symbol.DO);
    if (!reader.take(Symbol.ALSO)) {
      reader.take(Symbol.INSTEAD);
    }
    if (reader.take(Symbol.NOTHING)) {
      return;
    }
    if (!reader.isAt(Symbol.OPEN_PAREN) || reader.isQueryInParentheses(reader.at)) {
      statements.read();
      return;
    }
    reader.at++;
    do {
      if (!reader.isAt(Symbol.SEMICOLON) && !reader.isAt(Symbol.CLOSE_PAREN)) {
        statements.read();
      }
    } while (reader.take(Symbol.SEMICOLON));
    reader.expect(Symbol.CLOSE_PAREN);
  }

  /// A composite type has the name of a relation.
  private void type() {
    int from = reader.at;
    definitions.otherName();
    if (reader.isAt(Symbol.AS, Symbol.OPEN_PAREN)) {
      reader.at = from;
      definitions.name();
    }
    definitions.rest();
  }

  private void schema() {
    boolean outer = draft.inSchema;
    draft.inSchema = true;
    while (!definitions.ends()) {
      reader.at++;
    }
    while (reader.isAt(Symbol.CREATE) || reader.isAt(Symbol.GRANT)) {
      statements.read();
    }
    draft.inSchema = outer;
  }

  private void statistics() {
    definitions.upTo(Symbol.FROM);
    reader.at++;
    int first = draft.references.size();
    queries.fromClause.items();
    for (ReferenceDraft reference : draft.references.subList(first, draft.references.size())) {
      reference.role = Role.OTHER;
    }
  }
}
