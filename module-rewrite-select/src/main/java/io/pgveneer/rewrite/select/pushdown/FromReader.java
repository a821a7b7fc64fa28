package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.sql.Extent;
import io.pgveneer.sql.TableReference;
import io.pgveneer.sql.TokenList;
import java.util.List;

/// Reads FROM: relations, commas, inner and left joins with ON.
final class FromReader {
  private final TokenList tokens;
  private final Walker walker;
  private final List<TableReference> references;
  private final int place;
  private int next;
  private int at;

  /// @param references the relations of the block, in order of offset
  /// @param place that of the first of them among the walker's sources
  FromReader(TokenList tokens, Walker walker, List<TableReference> references, int place) {
    this.tokens = tokens;
    this.walker = walker;
    this.references = references;
    this.place = place;
  }

  FromItem read(Extent from) {
    at = tokens.at(from.start());
    int end = tokens.at(from.end());
    FromItem item = joins(end);
    while (at < end) {
      expect(",");
      item = new FromItem.Join(false, item, joins(end), null);
    }
    if (next < references.size()) {
      throw new Unsupported("a relation that is not in FROM");
    }
    return item;
  }

  private FromItem joins(int end) {
    FromItem item = primary(end);
    while (at < end && !tokens.is(at, ",")) {
      boolean left = skip("left");
      if (left) {
        skip("outer");
      }
      boolean cross = !left && skip("cross");
      if (!left && !cross) {
        skip("inner");
      }
      expect("join");
      FromItem second = primary(end);
      if (cross) {
        item = new FromItem.Join(false, item, second, null);
      } else {
        expect("on");
        int first = at;
        at = endOfCondition(end);
        item = new FromItem.Join(left, item, second, walker.condition(first, at));
      }
    }
    return item;
  }

  private FromItem primary(int end) {
    if (next >= references.size()) {
      throw new Unsupported("a FROM item that is no relation");
    }
    if (tokens.is(at, "(")) {
      int close = tokens.partner(at);
      at++;
      FromItem inner = joins(close);
      if (at != close) {
        throw new Unsupported("parentheses in FROM");
      }
      at = close + 1;
      return inner;
    }
    Extent item = references.get(next).item();
    if (at >= end || tokens.start(at) != item.start()) {
      throw new Unsupported("a FROM item that is no relation");
    }
    at = tokens.at(item.end());
    return new FromItem.Table(place + next++);
  }

  private int endOfCondition(int end) {
    for (int i = at; i < end; i++) {
      if (tokens.is(i, "(")) {
        i = tokens.partner(i);
      } else if (tokens.is(i, ",")
          || tokens.is(i, "join")
          || tokens.is(i, "inner")
          || tokens.is(i, "cross")
          || tokens.is(i, "natural")
          || tokens.is(i, "full")
          || (tokens.is(i, "left") || tokens.is(i, "right")) && !tokens.is(i + 1, "(")) {
        return i;
      }
    }
    return end;
  }

  private boolean skip(String word) {
    if (tokens.is(at, word)) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(String word) {
    if (!skip(word)) {
      throw new Unsupported("a FROM clause without " + word);
    }
  }
}
