package io.pgveneer.sql;

import io.pgveneer.sql.TableReference.Role;
import org.jspecify.annotations.Nullable;

/// Reads INSERT, UPDATE, DELETE and MERGE.
final class Writes {
  private final Reader reader;
  private final Draft draft;
  private final Queries queries;
  private final Expressions expressions;
  private final FromClause fromClause;

  Writes(Reader reader, Draft draft, Queries queries) {
    this.reader = reader;
    this.draft = draft;
    this.queries = queries;
    this.expressions = queries.expressions;
    this.fromClause = queries.fromClause;
  }

  /// The statement that a word begins, or null.
  static @Nullable StatementClass verb(Symbol symbol) {
    return switch (symbol) {
      case INSERT -> StatementClass.INSERT;
      case UPDATE -> StatementClass.UPDATE;
      case DELETE -> StatementClass.DELETE;
      case MERGE -> StatementClass.MERGE;
      default -> null;
    };
  }

  void write(StatementClass kind, BlockDraft block, boolean nested) {
    int from = reader.at++;
    WriteDraft write =
        switch (kind) {
          case INSERT -> insert(block);
          case UPDATE -> update(block);
          case DELETE -> delete(block);
          default -> merge(block);
        };
    if (reader.take(Symbol.RETURNING)) {
      write.returning = returning();
    }
    write.with = block.with;
    write.nested = nested;
    write.extent = reader.since(from);
    block.extent = write.extent;
    block.from = write.from;
    block.where = write.where;
    draft.writes.add(write);
  }

  private WriteDraft insert(BlockDraft block) {
    reader.expect(Symbol.INTO);
    int from = reader.at;
    ReferenceDraft target = reader.qualifiedName();
    if (reader.take(Symbol.AS)) {
      target.alias = reader.identifier();
    }
    target.item = reader.since(from);
    WriteDraft write = new WriteDraft(StatementClass.INSERT, draft.add(target, Role.TARGET), block);
    if (reader.isAt(Symbol.OPEN_PAREN) && !reader.isQueryInParentheses(reader.at)) {
      write.columns = reader.parentheses();
    }
    overriding();
    int source = reader.at;
    if (!reader.take(Symbol.DEFAULT, Symbol.VALUES)) {
      queries.nested();
    }
    write.source = reader.since(source);
    if (reader.isAt(Symbol.ON, Symbol.CONFLICT)) {
      write.conflict = conflict();
    }
    return write;
  }

  private void overriding() {
    if (reader.take(Symbol.OVERRIDING)) {
      if (!reader.take(Symbol.USER)) {
        reader.expect(Symbol.SYSTEM);
      }
      reader.expect(Symbol.VALUE);
    }
  }

  private Write.Conflict conflict() {
    int from = reader.at;
    reader.at += 2;
    Extent target = null;
    Extent targetWhere = null;
    String constraint = null;
    if (reader.take(Symbol.ON)) {
      reader.expect(Symbol.CONSTRAINT);
      constraint = reader.identifier();
    } else if (reader.isAt(Symbol.OPEN_PAREN)) {
      target = inBrackets();
      if (reader.take(Symbol.WHERE)) {
        targetWhere = expressions.some(Expressions.DO);
      }
    }
    reader.expect(Symbol.DO);
    boolean nothing = reader.take(Symbol.NOTHING);
    Extent set = null;
    Extent where = null;
    if (!nothing) {
      reader.expect(Symbol.UPDATE);
      reader.expect(Symbol.SET);
      set = expressions.some(0);
      if (reader.take(Symbol.WHERE)) {
        where = expressions.some(0);
      }
    }
    return new Write.Conflict(
        reader.since(from), target, targetWhere, constraint, nothing, set, where);
  }

  /// What stands in the brackets that begin here; finds the queries in them.
  private @Nullable Extent inBrackets() {
    int from = reader.at + 1;
    expressions.brackets();
    return from == reader.at - 1 ? null : reader.tokens.extent(from, reader.at - 1);
  }

  private ReferenceDraft target(@Nullable Symbol never) {
    int from = reader.at;
    ReferenceDraft target = fromClause.relation();
    fromClause.alias(target, never);
    if (target.columnAliases != null) {
      throw reader.malformed("column aliases of a target before");
    }
    target.item = reader.since(from);
    return draft.add(target, Role.TARGET);
  }

  private WriteDraft update(BlockDraft block) {
    WriteDraft write = new WriteDraft(StatementClass.UPDATE, target(Symbol.SET), block);
    reader.expect(Symbol.SET);
    write.set = expressions.some(0);
    if (reader.take(Symbol.FROM)) {
      write.from = fromClause.items();
    }
    condition(write);
    return write;
  }

  private WriteDraft delete(BlockDraft block) {
    reader.expect(Symbol.FROM);
    WriteDraft write = new WriteDraft(StatementClass.DELETE, target(null), block);
    if (reader.take(Symbol.USING)) {
      write.from = fromClause.items();
    }
    condition(write);
    return write;
  }

  private void condition(WriteDraft write) {
    if (!reader.take(Symbol.WHERE)) {
      return;
    }
    if (reader.isAt(Symbol.CURRENT, Symbol.OF)) {
      reader.at += 2;
      write.currentOf = reader.identifier();
    } else {
      write.where = expressions.some(0);
    }
  }

  private WriteDraft merge(BlockDraft block) {
    reader.expect(Symbol.INTO);
    WriteDraft write = new WriteDraft(StatementClass.MERGE, target(null), block);
    reader.expect(Symbol.USING);
    int source = reader.at;
    fromClause.joined();
    write.source = reader.since(source);
    write.from = write.source;
    reader.expect(Symbol.ON);
    write.where = expressions.some(Expressions.WHEN);
    if (!reader.isAt(Symbol.WHEN)) {
      throw reader.malformed("WHEN expected");
    }
    while (reader.take(Symbol.WHEN)) {
      mergeClause();
    }
    return write;
  }

  private void mergeClause() {
    boolean not = reader.take(Symbol.NOT);
    reader.expect(Symbol.MATCHED);
    if (not && reader.take(Symbol.BY) && !reader.take(Symbol.SOURCE)) {
      reader.expect(Symbol.TARGET);
    }
    if (reader.take(Symbol.AND)) {
      expressions.some(Expressions.WHEN);
    }
    reader.expect(Symbol.THEN);
    switch (reader.here()) {
      case DELETE -> reader.at++;
      case DO -> {
        reader.at++;
        reader.expect(Symbol.NOTHING);
      }
      case UPDATE -> {
        reader.at++;
        reader.expect(Symbol.SET);
        expressions.some(Expressions.WHEN);
      }
      case INSERT -> mergeInsert();
      default -> throw reader.malformed("MERGE action expected");
    }
  }

  private void mergeInsert() {
    reader.at++;
    if (reader.isAt(Symbol.OPEN_PAREN)) {
      reader.parentheses();
    }
    overriding();
    if (!reader.take(Symbol.DEFAULT, Symbol.VALUES)) {
      reader.expect(Symbol.VALUES);
      if (!reader.isAt(Symbol.OPEN_PAREN)) {
        throw reader.malformed("parenthesis expected");
      }
      expressions.brackets();
    }
  }

  private Extent returning() {
    if (reader.isAt(Symbol.WITH, Symbol.OPEN_PAREN)) {
      reader.at++;
      reader.parentheses();
    }
    return expressions.some(0);
  }
}
