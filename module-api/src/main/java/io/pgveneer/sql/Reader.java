package io.pgveneer.sql;

import org.jspecify.annotations.Nullable;

/// A position in the tokens of one statement.
final class Reader {
  final Tokens tokens;
  int at;

  Reader(Tokens tokens) {
    this.tokens = tokens;
  }

  Symbol here() {
    return tokens.at(at);
  }

  Symbol ahead(int by) {
    return tokens.at(at + by);
  }

  boolean isAt(Symbol symbol) {
    return tokens.at(at) == symbol;
  }

  boolean isAt(Symbol first, Symbol second) {
    return tokens.at(at) == first && tokens.at(at + 1) == second;
  }

  boolean take(Symbol symbol) {
    if (tokens.at(at) != symbol) {
      return false;
    }
    at++;
    return true;
  }

  boolean take(Symbol first, Symbol second) {
    if (!isAt(first, second)) {
      return false;
    }
    at += 2;
    return true;
  }

  /// Takes a word that is no [Symbol] of its own.
  boolean takeWord(String word) {
    if (!tokens.is(at, word)) {
      return false;
    }
    at++;
    return true;
  }

  void expect(Symbol symbol) {
    if (!take(symbol)) {
      throw malformed(symbol + " expected");
    }
  }

  Malformed malformed(String problem) {
    String found = at < tokens.count() ? "\"" + tokens.upper(at) + "\"" : "end of statement";
    return new Malformed(problem + " at " + found, tokens.start(at));
  }

  boolean atEnd() {
    return at >= tokens.count();
  }

  /// The stretch from a token up to where the reading stands.
  Extent since(int from) {
    return tokens.extent(from, at);
  }

  /// A name that stands for a table, column or alias, folded.
  String identifier() {
    if (!here().isIdentifier()) {
      throw malformed("name expected");
    }
    return named();
  }

  /// A name where any word will do, as behind a dot.
  String label() {
    if (!here().isLabel()) {
      throw malformed("name expected");
    }
    return named();
  }

  private String named() {
    String name = tokens.name(at);
    at++;
    if (isAt(Symbol.UESCAPE, Symbol.STRING) && tokens.at(at - 1) == Symbol.QUOTED) {
      at += 2;
    }
    return name;
  }

  /// `IF EXISTS` or `IF NOT EXISTS`, if it stands here.
  void takeIfExists() {
    if (isAt(Symbol.IF, Symbol.EXISTS)) {
      at += 2;
    } else if (isAt(Symbol.IF, Symbol.NOT) && ahead(2) == Symbol.EXISTS) {
      at += 3;
    }
  }

  /// A name of up to three parts.
  ReferenceDraft qualifiedName() {
    int from = at;
    int parts = 1;
    identifier();
    while (isAt(Symbol.DOT)) {
      at++;
      parts++;
      label();
    }
    return named(from, at, parts);
  }

  /// The first parts of a longer name that has been read already.
  ReferenceDraft qualifiedName(int from, int parts) {
    return named(from, from + 2 * parts - 1, parts);
  }

  private ReferenceDraft named(int from, int to, int parts) {
    Extent extent = tokens.extent(from, to);
    return switch (parts) {
      case 1 -> new ReferenceDraft(extent, null, null, tokens.name(from));
      case 2 -> new ReferenceDraft(extent, null, tokens.name(from), tokens.name(part(from)));
      case 3 -> {
        int middle = part(from);
        yield new ReferenceDraft(
            extent, tokens.name(from), tokens.name(middle), tokens.name(part(middle)));
      }
      default -> throw malformed("too many parts of a name before");
    };
  }

  /// The part of a name that follows the one at a token.
  private int part(int token) {
    int next = token;
    while (tokens.at(next) != Symbol.DOT) {
      next++;
    }
    return next + 1;
  }

  /// What stands between the parentheses that begin here, null if nothing; steps behind them.
  @Nullable Extent parentheses() {
    if (!isAt(Symbol.OPEN_PAREN)) {
      throw malformed("parenthesis expected");
    }
    int from = at + 1;
    int to = tokens.partner(at);
    at = to + 1;
    return from == to ? null : tokens.extent(from, to);
  }

  /// Whether a query begins at a token.
  boolean isQuery(int index) {
    return switch (tokens.at(index)) {
      case SELECT, WITH, TABLE -> true;
      case VALUES -> tokens.at(index + 1) == Symbol.OPEN_PAREN;
      default -> false;
    };
  }

  /// Whether the parenthesis at a token holds a query, perhaps in more parentheses, rather than a
  /// join.
  boolean isQueryInParentheses(int open) {
    int index = open;
    while (tokens.at(index) == Symbol.OPEN_PAREN) {
      if (isQuery(index + 1)) {
        return true;
      }
      if (tokens.at(index + 1) != Symbol.OPEN_PAREN) {
        return false;
      }
      Symbol behind = tokens.at(tokens.partner(index + 1) + 1);
      if (behind != Symbol.CLOSE_PAREN
          && !behind.has(Symbol.Flags.SET_OPERATION)
          && behind != Symbol.ORDER
          && behind != Symbol.LIMIT
          && behind != Symbol.OFFSET
          && behind != Symbol.FETCH
          && behind != Symbol.FOR) {
        return false;
      }
      index++;
    }
    return false;
  }
}
