package io.pgveneer.sql;

import io.pgveneer.sql.TableReference.Role;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads one whole statement, whatever it is.
final class StatementReader {
  private final Reader reader;
  private final Draft draft;
  private final Queries queries;

  StatementReader(Reader reader, Draft draft) {
    this.reader = reader;
    this.draft = draft;
    this.queries = new Queries(reader, draft);
  }

  Statement read() {
    draft.enter(reader, Draft.QUERY);
    Statement statement = statement();
    draft.leave(Draft.QUERY);
    return statement;
  }

  private Statement statement() {
    return switch (reader.here()) {
      case SELECT, VALUES, TABLE, WITH, OPEN_PAREN, INSERT, UPDATE, DELETE, MERGE -> preparable();
      case NOTHING_LEFT -> Statement.of(StatementClass.EMPTY, "");
      case EXPLAIN -> explain();
      case PREPARE -> prepare();
      case DECLARE -> declare();
      case COPY -> copy();
      case TRUNCATE -> truncate();
      case CREATE -> definition(new CreateStatements(reader, draft, queries, this)::read);
      case ALTER -> new AlterStatements(reader, draft, queries).read();
      default -> new Utilities(reader, draft, queries).read();
    };
  }

  /// What a definition writes, once it is used, is not written by the statement itself.
  private Statement definition(Supplier<Statement> reading) {
    int writes = draft.writes.size();
    Statement statement = reading.get();
    draft.writes.subList(writes, draft.writes.size()).clear();
    return statement;
  }

  /// A query or data-modifying statement.
  private Statement preparable() {
    StatementClass kind = queries.statement(false);
    return draft.into
        ? Statement.of(StatementClass.CREATE_AS, "SELECT INTO")
        : Statement.of(kind, kind == StatementClass.QUERY ? "SELECT" : kind.name());
  }

  private Statement inside(StatementClass kind, String command) {
    return switch (reader.here()) {
      case SELECT, VALUES, TABLE, WITH, OPEN_PAREN, INSERT, UPDATE, DELETE, MERGE ->
          new Statement(kind, preparable().kind(), command);
      case DECLARE -> new Statement(kind, declare().kind(), command);
      case CREATE, REFRESH, EXECUTE -> new Statement(kind, read().kind(), command);
      default -> throw reader.malformed("statement expected");
    };
  }

  private Statement explain() {
    reader.at++;
    if (reader.isAt(Symbol.OPEN_PAREN) && !reader.isQueryInParentheses(reader.at)) {
      reader.parentheses();
    } else {
      if (!reader.take(Symbol.ANALYZE)) {
        reader.take(Symbol.ANALYSE);
      }
      reader.take(Symbol.VERBOSE);
    }
    return inside(StatementClass.EXPLAIN, "EXPLAIN");
  }

  private Statement prepare() {
    reader.at++;
    if (reader.isAt(Symbol.TRANSACTION, Symbol.STRING)) {
      reader.at += 2;
      return Statement.of(StatementClass.TRANSACTION, "PREPARE TRANSACTION");
    }
    reader.identifier();
    if (reader.isAt(Symbol.OPEN_PAREN)) {
      reader.parentheses();
    }
    reader.expect(Symbol.AS);
    return new Statement(StatementClass.PREPARE, preparable().kind(), "PREPARE");
  }

  private Statement declare() {
    reader.at++;
    reader.identifier();
    while (!reader.isAt(Symbol.CURSOR)) {
      boolean option =
          reader.take(Symbol.NO)
              || reader.take(Symbol.SCROLL)
              || reader.take(Symbol.BINARY)
              || reader.takeWord("insensitive")
              || reader.takeWord("asensitive");
      if (!option) {
        throw reader.malformed("CURSOR expected");
      }
    }
    reader.at++;
    if (reader.take(Symbol.WITH) || reader.take(Symbol.WITHOUT)) {
      reader.expect(Symbol.HOLD);
    }
    reader.expect(Symbol.FOR);
    queries.nested();
    return new Statement(
        StatementClass.DECLARE,
        draft.into ? StatementClass.CREATE_AS : StatementClass.QUERY,
        "DECLARE CURSOR");
  }

  private Statement copy() {
    int from = reader.at++;
    if (reader.isAt(Symbol.OPEN_PAREN)) {
      reader.at++;
      StatementClass inner = preparable().kind();
      reader.expect(Symbol.CLOSE_PAREN);
      reader.expect(Symbol.TO);
      copyTail();
      return new Statement(StatementClass.COPY, inner, "COPY");
    }
    reader.take(Symbol.BINARY);
    ReferenceDraft relation = reader.qualifiedName();
    Extent columns = reader.isAt(Symbol.OPEN_PAREN) ? reader.parentheses() : null;
    if (reader.take(Symbol.FROM)) {
      BlockDraft block = draft.open(QueryBlock.Kind.WRITE);
      draft.block = block;
      WriteDraft write =
          new WriteDraft(StatementClass.COPY, draft.add(relation, Role.TARGET), block);
      write.columns = columns;
      write.where = copyTail();
      write.extent = reader.since(from);
      block.where = write.where;
      block.extent = write.extent;
      draft.writes.add(write);
    } else {
      reader.expect(Symbol.TO);
      draft.add(relation, Role.FROM);
      copyTail();
    }
    return Statement.of(StatementClass.COPY, "COPY");
  }

  /// The file and the options; the condition, if there is one.
  private @Nullable Extent copyTail() {
    if (reader.take(Symbol.PROGRAM)) {
      reader.expect(Symbol.STRING);
    } else if (!reader.take(Symbol.STRING)
        && !reader.takeWord("stdin")
        && !reader.takeWord("stdout")) {
      throw reader.malformed("STDIN, STDOUT or a file expected");
    }
    while (!reader.atEnd() && !reader.isAt(Symbol.WHERE)) {
      if (reader.isAt(Symbol.OPEN_PAREN)) {
        reader.parentheses();
      } else if (reader.isAt(Symbol.SEMICOLON) || reader.isAt(Symbol.CLOSE_PAREN)) {
        throw reader.malformed("COPY option expected");
      } else {
        reader.at++;
      }
    }
    return reader.take(Symbol.WHERE) ? queries.expressions.some(0) : null;
  }

  private Statement truncate() {
    int from = reader.at++;
    reader.take(Symbol.TABLE);
    BlockDraft block = draft.open(QueryBlock.Kind.WRITE);
    draft.block = block;
    int first = draft.references.size();
    do {
      draft.add(queries.fromClause.relation(), Role.TARGET);
    } while (reader.take(Symbol.COMMA));
    if (reader.take(Symbol.RESTART) || reader.takeWord("continue")) {
      reader.expect(Symbol.IDENTITY);
    }
    if (!reader.take(Symbol.CASCADE)) {
      reader.take(Symbol.RESTRICT);
    }
    block.extent = reader.since(from);
    for (int i = first; i < draft.references.size(); i++) {
      WriteDraft write = new WriteDraft(StatementClass.TRUNCATE, draft.references.get(i), block);
      write.extent = block.extent;
      draft.writes.add(write);
    }
    return Statement.of(StatementClass.TRUNCATE, "TRUNCATE TABLE");
  }
}
