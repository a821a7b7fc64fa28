package io.pgveneer.sql;

import io.pgveneer.sql.TableReference.Role;

/// Reads the statements that are neither queries nor about one object of the schema.
final class Utilities {
  private final Reader reader;
  private final Draft draft;
  private final Queries queries;

  Utilities(Reader reader, Draft draft, Queries queries) {
    this.reader = reader;
    this.draft = draft;
    this.queries = queries;
  }

  Statement read() {
    int from = reader.at++;
    return switch (reader.tokens.at(from)) {
      case BEGIN, START, COMMIT, END, ROLLBACK, ABORT, SAVEPOINT, RELEASE ->
          rest(StatementClass.TRANSACTION, from);
      case SET -> set(from);
      case RESET, SHOW, DISCARD -> rest(StatementClass.SESSION, from);
      case EXECUTE -> rest(StatementClass.EXECUTE, from);
      case DEALLOCATE -> rest(StatementClass.DEALLOCATE, from);
      case FETCH, MOVE, CLOSE -> rest(StatementClass.CURSOR, from);
      case CALL -> rest(StatementClass.CALL, from);
      case DO -> rest(StatementClass.DO, from);
      case VACUUM, ANALYZE, ANALYSE, CLUSTER, REINDEX, CHECKPOINT, LOAD ->
          rest(StatementClass.MAINTENANCE, from);
      case LISTEN, UNLISTEN, NOTIFY -> rest(StatementClass.NOTIFICATION, from);
      case LOCK -> lock();
      case REFRESH -> refresh();
      case GRANT, REVOKE, COMMENT, SECURITY, REASSIGN, IMPORT -> rest(StatementClass.DDL, from);
      default -> {
        reader.at = from;
        throw reader.malformed("statement not known");
      }
    };
  }

  private Statement rest(StatementClass kind, int head) {
    while (!reader.atEnd()) {
      queries.expressions.run(0);
      if (reader.isAt(Symbol.SEMICOLON)) {
        throw reader.malformed("end of statement expected");
      }
      reader.at += reader.atEnd() ? 0 : 1;
    }
    return Statement.of(kind, reader.tokens.upper(head));
  }

  private Statement set(int head) {
    boolean transaction =
        reader.isAt(Symbol.TRANSACTION)
            || reader.isAt(Symbol.CONSTRAINTS)
            || reader.isAt(Symbol.LOCAL, Symbol.TRANSACTION)
            || (reader.isAt(Symbol.SESSION) && reader.tokens.is(reader.at + 1, "characteristics"));
    return rest(transaction ? StatementClass.TRANSACTION : StatementClass.SESSION, head);
  }

  private Statement lock() {
    reader.take(Symbol.TABLE);
    do {
      draft.add(queries.fromClause.relation(), Role.OTHER);
    } while (reader.take(Symbol.COMMA));
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
    draft.add(reader.qualifiedName(), Role.OTHER);
    if (reader.take(Symbol.WITH)) {
      reader.take(Symbol.NO);
      reader.expect(Symbol.DATA);
    }
    return Statement.of(StatementClass.CREATE_AS, "REFRESH MATERIALIZED VIEW");
  }
}
