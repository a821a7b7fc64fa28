package io.pgveneer.sql;

/// Reads DROP, COMMENT ON, SECURITY LABEL, GRANT and REVOKE.
final class ObjectStatements {
  private final Reader reader;
  private final Draft draft;
  private final Definitions definitions;

  ObjectStatements(Reader reader, Draft draft, Definitions definitions) {
    this.reader = reader;
    this.draft = draft;
    this.definitions = definitions;
  }

  Statement drop() {
    String kind = ObjectKinds.read(reader);
    reader.take(Symbol.CONCURRENTLY);
    reader.takeIfExists();
    if (ObjectKinds.isRelation(kind)) {
      do {
        definitions.name();
      } while (reader.take(Symbol.COMMA));
    } else if (ObjectKinds.isPart(kind)) {
      part();
    } else if (definitions.ends()) {
      throw reader.malformed("name expected");
    } else {
      definitions.rest();
    }
    if (!reader.take(Symbol.CASCADE)) {
      reader.take(Symbol.RESTRICT);
    }
    return Statement.of(StatementClass.DDL, "DROP " + kind);
  }

  /// @param command `COMMENT` or `SECURITY LABEL`
  Statement on(String command) {
    if (reader.take(Symbol.FOR)) {
      reader.at++;
    }
    reader.expect(Symbol.ON);
    String kind = ObjectKinds.read(reader);
    if (ObjectKinds.isRelation(kind)) {
      definitions.name();
    } else if (ObjectKinds.isPart(kind)) {
      part();
    } else if (kind.equals("COLUMN")) {
      column();
    } else {
      definitions.upTo(Symbol.IS);
    }
    if (!reader.isAt(Symbol.IS)) {
      throw reader.malformed("IS expected");
    }
    definitions.rest();
    return Statement.of(StatementClass.DDL, command);
  }

  private void part() {
    definitions.otherName();
    reader.expect(Symbol.ON);
    if (reader.take(Symbol.DOMAIN)) {
      definitions.otherName();
    } else {
      definitions.name();
    }
  }

  /// A column's name: the relation's name is all but its last part.
  private void column() {
    int from = reader.at;
    definitions.otherName();
    int parts = (reader.at - from + 1) / 2;
    if (parts < 2 || parts > 4) {
      throw reader.malformed("name of a column expected before");
    }
    draft.add(reader.qualifiedName(from, parts - 1), TableReference.Role.OTHER);
  }

  Statement grant(String command) {
    while (!definitions.ends() && !reader.isAt(Symbol.ON)) {
      if (reader.isAt(Symbol.TO) || reader.isAt(Symbol.FROM)) {
        definitions.rest();
        return Statement.of(StatementClass.DDL, command + " ROLE");
      }
      definitions.step();
    }
    reader.expect(Symbol.ON);
    if (reader.isAt(Symbol.ALL)) {
      reader.at++;
    } else if (reader.take(Symbol.TABLE) || reader.take(Symbol.SEQUENCE)) {
      definitions.relations();
    } else if (!isKind()) {
      definitions.relations();
    }
    definitions.rest();
    return Statement.of(StatementClass.DDL, command);
  }

  /// Whether words of a kind stand here and not the name of a table.
  private boolean isKind() {
    Symbol next = reader.ahead(1);
    return next.isLabel() && next != Symbol.TO && next != Symbol.FROM;
  }
}
