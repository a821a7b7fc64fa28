package io.pgveneer.sql;

import io.pgveneer.sql.QueryBlock.Kind;
import io.pgveneer.sql.TableReference.Role;

/// Reads SELECT, VALUES, TABLE and set operations of them.
final class Queries {
  private final Reader reader;
  private final Draft draft;
  final Expressions expressions;
  final FromClause fromClause;
  private final Writes writes;
  private final QueryTail tail;

  Queries(Reader reader, Draft draft) {
    this.reader = reader;
    this.draft = draft;
    this.expressions = new Expressions(reader, this);
    this.fromClause = new FromClause(reader, draft, this, expressions);
    this.tail = new QueryTail(reader, expressions);
    this.writes = new Writes(reader, draft, this);
  }

  /// A query inside another one's text.
  void nested() {
    StatementClass kind = statement(true);
    if (kind != StatementClass.QUERY) {
      throw reader.malformed("query expected before");
    }
  }

  /// A query or data-modifying statement with its WITH, in a block of its own inside the current
  /// one.
  ///
  /// @param nested whether a data-modifying statement stands inside WITH
  StatementClass statement(boolean nested) {
    draft.enter(reader, Draft.QUERY);
    BlockDraft outer = draft.block;
    Draft.Scope scope = draft.scope;
    StatementClass kind = StatementClass.QUERY;
    if (reader.isAt(Symbol.OPEN_PAREN) && isAlone()) {
      reader.at++;
      kind = statement(nested);
      reader.expect(Symbol.CLOSE_PAREN);
    } else {
      BlockDraft block = draft.open(isCompound() ? Kind.COMPOUND : Kind.SELECT);
      draft.block = block;
      if (reader.isAt(Symbol.WITH)) {
        block.with = new CommonTables(reader, draft, this).read();
      }
      kind = Writes.verb(reader.here());
      if (kind == null) {
        kind = StatementClass.QUERY;
        query(block);
      } else {
        block.kind = Kind.WRITE;
        writes.write(kind, block, nested);
      }
    }
    draft.block = outer;
    draft.scope = scope;
    draft.leave(Draft.QUERY);
    return kind;
  }

  /// Whether the parenthesis here holds the whole query.
  private boolean isAlone() {
    Symbol behind = reader.tokens.at(reader.tokens.partner(reader.at) + 1);
    return !behind.has(Symbol.Flags.SET_OPERATION) && !isTail(behind);
  }

  private static boolean isTail(Symbol symbol) {
    return switch (symbol) {
      case ORDER, LIMIT, OFFSET, FETCH, FOR -> true;
      default -> false;
    };
  }

  /// Whether the query that begins here is a set operation or stands in parentheses with clauses
  /// behind.
  private boolean isCompound() {
    if (reader.isAt(Symbol.OPEN_PAREN)) {
      return true;
    }
    for (int i = reader.at; ; i++) {
      Symbol symbol = reader.tokens.at(i);
      switch (symbol) {
        case OPEN_PAREN, OPEN_BRACKET -> i = reader.tokens.partner(i);
        case CLOSE_PAREN, CLOSE_BRACKET, SEMICOLON, NOTHING_LEFT -> {
          return false;
        }
        default -> {
          if (symbol.has(Symbol.Flags.SET_OPERATION)
              && reader.tokens.at(i - 1) != Symbol.AS
              && reader.tokens.at(i - 1) != Symbol.DOT) {
            return true;
          }
        }
      }
    }
  }

  private void query(BlockDraft block) {
    int from = reader.at;
    if (reader.isAt(Symbol.OPEN_PAREN)) {
      block.kind = Kind.COMPOUND;
    }
    if (block.kind == Kind.COMPOUND) {
      operand();
      while (reader.here().has(Symbol.Flags.SET_OPERATION)) {
        reader.at++;
        if (!reader.take(Symbol.ALL)) {
          reader.take(Symbol.DISTINCT);
        }
        operand();
      }
    } else {
      simple(block);
    }
    tail.read(block);
    block.extent = reader.since(from);
  }

  private void operand() {
    if (reader.isAt(Symbol.OPEN_PAREN)) {
      reader.at++;
      nested();
      reader.expect(Symbol.CLOSE_PAREN);
      return;
    }
    BlockDraft outer = draft.block;
    BlockDraft block = draft.open(Kind.SELECT);
    draft.block = block;
    int from = reader.at;
    simple(block);
    block.extent = reader.since(from);
    draft.block = outer;
  }

  private void simple(BlockDraft block) {
    switch (reader.here()) {
      case SELECT -> select(block);
      case VALUES -> {
        block.kind = Kind.VALUES;
        reader.at++;
        do {
          if (!reader.isAt(Symbol.OPEN_PAREN)) {
            throw reader.malformed("parenthesis expected");
          }
          expressions.brackets();
        } while (reader.take(Symbol.COMMA));
      }
      case TABLE -> {
        block.kind = Kind.TABLE;
        reader.at++;
        draft.addRead(fromClause.relation());
      }
      default -> throw reader.malformed("query expected");
    }
  }

  private void select(BlockDraft block) {
    reader.expect(Symbol.SELECT);
    int behind = reader.tokens.end(reader.at - 1);
    if (reader.isAt(Symbol.DISTINCT)) {
      block.distinct = distinct();
    } else {
      reader.take(Symbol.ALL);
    }
    Extent list = expressions.run(0);
    block.select = list == null ? new Extent(behind, behind) : list;
    if (reader.take(Symbol.INTO)) {
      into();
    }
    if (reader.take(Symbol.FROM)) {
      block.from = fromClause.items();
    }
    if (reader.take(Symbol.WHERE)) {
      block.where = expressions.some(0);
    }
    if (reader.take(Symbol.GROUP)) {
      reader.expect(Symbol.BY);
      if (!reader.take(Symbol.ALL)) {
        reader.take(Symbol.DISTINCT);
      }
      block.groupBy = expressions.some(0);
    }
    if (reader.take(Symbol.HAVING)) {
      block.having = expressions.some(0);
    }
    if (reader.take(Symbol.WINDOW)) {
      block.window = expressions.some(0);
    }
  }

  private Extent distinct() {
    int from = reader.at++;
    if (reader.take(Symbol.ON)) {
      if (!reader.isAt(Symbol.OPEN_PAREN)) {
        throw reader.malformed("parenthesis expected");
      }
      expressions.brackets();
    }
    return reader.since(from);
  }

  private void into() {
    if (reader.isAt(Symbol.LOCAL) || reader.isAt(Symbol.GLOBAL)) {
      reader.at++;
    }
    if (reader.isAt(Symbol.TEMP) || reader.isAt(Symbol.TEMPORARY) || reader.isAt(Symbol.UNLOGGED)) {
      reader.at += reader.ahead(1).isIdentifier() || reader.ahead(1) == Symbol.TABLE ? 1 : 0;
    }
    reader.take(Symbol.TABLE);
    draft.add(reader.qualifiedName(), Role.INTO);
    draft.into = true;
  }
}
