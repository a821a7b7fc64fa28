package io.pgveneer.sql;

import org.jspecify.annotations.Nullable;

/// Reads what stands behind FROM and USING: tables, functions, subqueries and joins of them.
final class FromClause {
  private final Reader reader;
  private final Draft draft;
  private final Queries queries;
  private final Expressions expressions;

  FromClause(Reader reader, Draft draft, Queries queries, Expressions expressions) {
    this.reader = reader;
    this.draft = draft;
    this.queries = queries;
    this.expressions = expressions;
  }

  /// A list of items, each perhaps joined.
  Extent items() {
    int from = reader.at;
    do {
      joined();
    } while (reader.take(Symbol.COMMA));
    return reader.since(from);
  }

  /// Whether a join begins here, rather than a function named like its first word.
  static boolean isJoin(Reader reader) {
    Symbol next = reader.ahead(1);
    return switch (reader.here()) {
      case JOIN -> true;
      case CROSS, INNER -> next == Symbol.JOIN;
      case LEFT, RIGHT, FULL -> next == Symbol.JOIN || next == Symbol.OUTER;
      case NATURAL ->
          next == Symbol.JOIN
              || next == Symbol.INNER
              || next == Symbol.LEFT
              || next == Symbol.RIGHT
              || next == Symbol.FULL;
      default -> false;
    };
  }

  /// One item with everything joined to it. Conditions may come late (`a JOIN b JOIN c ON … ON …`),
  /// so open joins are counted.
  void joined() {
    item();
    int open = 0;
    while (true) {
      if (isJoin(reader)) {
        open += joinWords() ? 1 : 0;
        item();
      } else if (open > 0 && reader.take(Symbol.ON)) {
        expressions.some(Expressions.JOIN);
        open--;
      } else if (open > 0 && reader.take(Symbol.USING)) {
        reader.parentheses();
        if (reader.take(Symbol.AS)) {
          reader.identifier();
        }
        open--;
      } else if (open > 0) {
        throw reader.malformed("join condition expected");
      } else {
        return;
      }
    }
  }

  /// Steps behind JOIN; whether the join takes a condition.
  private boolean joinWords() {
    boolean conditional = !reader.isAt(Symbol.NATURAL) && !reader.isAt(Symbol.CROSS);
    while (!reader.take(Symbol.JOIN)) {
      reader.at++;
    }
    return conditional;
  }

  private void item() {
    int from = reader.at;
    boolean lateral = reader.take(Symbol.LATERAL);
    if (reader.isAt(Symbol.OPEN_PAREN)) {
      parenthesised();
    } else if (reader.isAt(Symbol.ROWS, Symbol.FROM) && reader.ahead(2) == Symbol.OPEN_PAREN) {
      reader.at += 2;
      expressions.brackets();
      functionAlias();
    } else if (reader.here().has(Symbol.Flags.VALUE_FUNCTION) && reader.ahead(1) != Symbol.DOT) {
      reader.at++;
      function();
    } else if (reader.take(Symbol.COLLATION, Symbol.FOR)) {
      function();
    } else if (takeFunctionName()) {
      function();
    } else if (lateral) {
      throw reader.malformed("subquery or function expected");
    } else {
      draft.addRead(table(from));
    }
  }

  private void parenthesised() {
    if (reader.isQueryInParentheses(reader.at)) {
      reader.at++;
      queries.nested();
      reader.expect(Symbol.CLOSE_PAREN);
      functionAlias();
      return;
    }
    draft.enter(reader, Draft.JOIN);
    reader.at++;
    joined();
    reader.expect(Symbol.CLOSE_PAREN);
    functionAlias();
    draft.leave(Draft.JOIN);
  }

  /// Steps up to the parenthesis of a function call, if one begins here.
  private boolean takeFunctionName() {
    int index = reader.at;
    Symbol first = reader.tokens.at(index);
    if (!first.isLabel() || first.has(Symbol.Flags.RESERVED_WORD)) {
      return false;
    }
    index++;
    while (reader.tokens.at(index) == Symbol.DOT && reader.tokens.at(index + 1).isLabel()) {
      index += 2;
    }
    if (reader.tokens.at(index) == Symbol.OPEN_PAREN
        || (reader.tokens.at(reader.at) == Symbol.CURRENT_SCHEMA)) {
      reader.at = index;
      return true;
    }
    return false;
  }

  private void function() {
    if (reader.isAt(Symbol.OPEN_PAREN)) {
      expressions.brackets();
    }
    functionAlias();
  }

  private void functionAlias() {
    reader.take(Symbol.WITH, Symbol.ORDINALITY);
    boolean as = reader.take(Symbol.AS);
    if (reader.here().isIdentifier()) {
      reader.identifier();
      if (reader.isAt(Symbol.OPEN_PAREN)) {
        reader.parentheses();
      }
    } else if (as && reader.isAt(Symbol.OPEN_PAREN)) {
      reader.parentheses();
    } else if (as) {
      throw reader.malformed("alias expected");
    }
  }

  /// A table's name with ONLY, `*`, alias and TABLESAMPLE.
  ///
  /// @param from token where the item begins
  private ReferenceDraft table(int from) {
    ReferenceDraft reference = relation();
    alias(reference, null);
    if (reader.isAt(Symbol.TABLESAMPLE)) {
      int sample = reader.at++;
      reader.label();
      while (reader.take(Symbol.DOT)) {
        reader.label();
      }
      expressions.brackets();
      if (reader.take(Symbol.REPEATABLE)) {
        expressions.brackets();
      }
      reference.tableSample = reader.since(sample);
    }
    reference.item = reader.since(from);
    return reference;
  }

  /// `t`, `t *`, `ONLY t` or `ONLY (t)`.
  ReferenceDraft relation() {
    int from = reader.at;
    boolean only = reader.take(Symbol.ONLY);
    boolean parentheses = only && reader.take(Symbol.OPEN_PAREN);
    ReferenceDraft reference = reader.qualifiedName();
    if (parentheses) {
      reader.expect(Symbol.CLOSE_PAREN);
    } else if (!only) {
      reader.take(Symbol.STAR);
    }
    reference.only = only;
    reference.whole = reader.since(from);
    reference.item = reference.whole;
    return reference;
  }

  /// @param never a word that is no alias without AS
  void alias(ReferenceDraft reference, @Nullable Symbol never) {
    boolean as = reader.take(Symbol.AS);
    if (!as && (!reader.here().isIdentifier() || reader.isAt(never == null ? Symbol.BAD : never))) {
      return;
    }
    reference.alias = reader.identifier();
    if (reader.isAt(Symbol.OPEN_PAREN)) {
      int list = reader.at;
      reader.parentheses();
      reference.columnAliases = reader.since(list);
    }
  }
}
