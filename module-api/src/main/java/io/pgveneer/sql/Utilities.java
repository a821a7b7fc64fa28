package io.pgveneer.sql;

/// Reads the statements that are neither queries nor CREATE or ALTER.
final class Utilities {
  private final Reader reader;
  private final Draft draft;
  private final Definitions definitions;

  Utilities(Reader reader, Draft draft, Queries queries) {
    this.reader = reader;
    this.draft = draft;
    this.definitions = new Definitions(reader, draft, queries);
  }

  Statement read() {
    int from = reader.at++;
    String command = reader.tokens.upper(from);
    return switch (reader.tokens.at(from)) {
      case BEGIN, START, COMMIT, END, ROLLBACK, ABORT, SAVEPOINT, RELEASE ->
          rest(StatementClass.TRANSACTION, command);
      case SET -> set();
      case RESET, SHOW, DISCARD -> rest(StatementClass.SESSION, command);
      case EXECUTE -> rest(StatementClass.EXECUTE, command);
      case DEALLOCATE -> rest(StatementClass.DEALLOCATE, command);
      case FETCH, MOVE, CLOSE -> rest(StatementClass.CURSOR, command);
      case CALL -> rest(StatementClass.CALL, command);
      case DO -> rest(StatementClass.DO, command);
      case VACUUM, ANALYZE, ANALYSE -> vacuum(command);
      case CLUSTER -> cluster();
      case REINDEX -> reindex();
      case CHECKPOINT, LOAD -> rest(StatementClass.MAINTENANCE, command);
      case LISTEN, UNLISTEN, NOTIFY -> rest(StatementClass.NOTIFICATION, command);
      case LOCK -> lock();
      case REFRESH -> refresh();
      case DROP -> objects().drop();
      case COMMENT -> objects().on(command);
      case SECURITY -> securityLabel();
      case GRANT, REVOKE -> objects().grant(command);
      case REASSIGN, IMPORT -> rest(StatementClass.DDL, command);
      default -> {
        reader.at = from;
        throw reader.malformed("statement not known");
      }
    };
  }

  private ObjectStatements objects() {
    return new ObjectStatements(reader, draft, definitions);
  }

  private Statement rest(StatementClass kind, String command) {
    definitions.rest();
    return Statement.of(kind, command);
  }

  private Statement securityLabel() {
    if (!reader.takeWord("label")) {
      throw reader.malformed("LABEL expected");
    }
    return objects().on("SECURITY LABEL");
  }

  private Statement set() {
    boolean transaction =
        reader.isAt(Symbol.TRANSACTION)
            || reader.isAt(Symbol.CONSTRAINTS)
            || reader.isAt(Symbol.LOCAL, Symbol.TRANSACTION)
            || (reader.isAt(Symbol.SESSION) && reader.tokens.is(reader.at + 1, "characteristics"));
    return rest(transaction ? StatementClass.TRANSACTION : StatementClass.SESSION, "SET");
  }

  private Statement vacuum(String command) {
    if (reader.isAt(Symbol.OPEN_PAREN)) {
      reader.parentheses();
    }
    while (reader.take(Symbol.FULL)
        || reader.take(Symbol.FREEZE)
        || reader.take(Symbol.VERBOSE)
        || reader.take(Symbol.ANALYZE)
        || reader.take(Symbol.ANALYSE)) {
      // Each option is a word of its own.
    }
    if (!definitions.ends()) {
      do {
        definitions.relation();
        if (reader.isAt(Symbol.OPEN_PAREN)) {
          reader.parentheses();
        }
      } while (reader.take(Symbol.COMMA));
    }
    return Statement.of(StatementClass.MAINTENANCE, command);
  }

  private Statement cluster() {
    if (reader.isAt(Symbol.OPEN_PAREN)) {
      reader.parentheses();
    }
    reader.take(Symbol.VERBOSE);
    if (!definitions.ends()) {
      int from = reader.at;
      reader.qualifiedName();
      if (!reader.take(Symbol.ON)) {
        reader.at = from;
      }
      definitions.name();
      if (reader.take(Symbol.USING)) {
        reader.identifier();
      }
    }
    return Statement.of(StatementClass.MAINTENANCE, "CLUSTER");
  }

  private Statement reindex() {
    if (reader.isAt(Symbol.OPEN_PAREN)) {
      reader.parentheses();
    }
    boolean relation = reader.isAt(Symbol.INDEX) || reader.isAt(Symbol.TABLE);
    if (!relation
        && !reader.isAt(Symbol.SCHEMA)
        && !reader.isAt(Symbol.DATABASE)
        && !reader.isAt(Symbol.SYSTEM)) {
      throw reader.malformed("kind of object expected");
    }
    reader.at++;
    reader.take(Symbol.CONCURRENTLY);
    if (relation) {
      definitions.name();
    } else if (!definitions.ends()) {
      definitions.otherName();
    }
    return Statement.of(StatementClass.MAINTENANCE, "REINDEX");
  }

  private Statement lock() {
    reader.take(Symbol.TABLE);
    definitions.relations();
    if (reader.take(Symbol.IN)) {
      while (!reader.takeWord("mode")) {
        if (!reader.here().isLabel()) {
          throw reader.malformed("MODE expected");
        }
        reader.at++;
      }
    }
    reader.take(Symbol.NOWAIT);
    return Statement.of(StatementClass.LOCK, "LOCK TABLE");
  }

  private Statement refresh() {
    reader.expect(Symbol.MATERIALIZED);
    reader.expect(Symbol.VIEW);
    reader.take(Symbol.CONCURRENTLY);
    definitions.name();
    if (reader.take(Symbol.WITH)) {
      reader.take(Symbol.NO);
      reader.expect(Symbol.DATA);
    }
    return Statement.of(StatementClass.CREATE_AS, "REFRESH MATERIALIZED VIEW");
  }
}
