package io.pgveneer.sql;

/// Reads ALTER.
final class AlterStatements {
  private final Reader reader;
  private final Definitions definitions;

  AlterStatements(Reader reader, Draft draft, Queries queries) {
    this.reader = reader;
    this.definitions = new Definitions(reader, draft, queries);
  }

  Statement read() {
    reader.expect(Symbol.ALTER);
    String kind = ObjectKinds.read(reader);
    reader.takeIfExists();
    if (ObjectKinds.isRelation(kind)) {
      relation();
    } else if (ObjectKinds.isPart(kind)) {
      definitions.otherName();
      reader.expect(Symbol.ON);
      definitions.relation();
    } else if (kind.equals("TYPE")) {
      type();
    } else if (kind.equals("PUBLICATION")) {
      new Publications(reader, definitions).alter();
    } else if (definitions.ends()) {
      throw reader.malformed("name expected");
    } else if (kind.equals("EXTENSION")) {
      extension();
    }
    definitions.rest();
    return Statement.of(StatementClass.DDL, "ALTER " + kind);
  }

  private void relation() {
    if (reader.isAt(Symbol.ALL, Symbol.IN)) {
      return;
    }
    definitions.relation();
    do {
      action();
    } while (reader.take(Symbol.COMMA));
  }

  private void action() {
    if (reader.take(Symbol.INHERIT) || reader.take(Symbol.NO, Symbol.INHERIT)) {
      definitions.name();
    } else if (reader.take(Symbol.ATTACH, Symbol.PARTITION)
        || reader.take(Symbol.DETACH, Symbol.PARTITION)) {
      definitions.name();
    } else if (definitions.ends()) {
      throw reader.malformed("action expected");
    }
    while (!definitions.ends() && !reader.isAt(Symbol.COMMA)) {
      definitions.step();
    }
  }

  /// A composite type whose attributes change has the name of a relation.
  private void type() {
    int from = reader.at;
    definitions.otherName();
    if (reader.tokens.is(reader.at + 1, "attribute")) {
      reader.at = from;
      definitions.name();
    }
  }

  private void extension() {
    definitions.otherName();
    if (reader.take(Symbol.ADD) || reader.take(Symbol.DROP)) {
      String kind = ObjectKinds.read(reader);
      if (ObjectKinds.isRelation(kind)) {
        definitions.name();
      }
    }
  }
}
