package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.api.Column;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Lexer;
import io.pgveneer.sql.Lists;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.TokenList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// SELECT DISTINCT without groups: what is shown are columns to group by, and constants.
///
/// @param columns those that are shown
/// @param positions theirs in the select list, counted from 1
record Distinct(List<Expression> columns, List<Integer> positions) {

  /// @param items the select list
  ///
  /// Errors: Unsupported where it means more than that, also DISTINCT ON, and where PostgreSQL
  /// would complain.
  static Distinct of(
      String sql,
      QueryBlock block,
      Walker walker,
      List<Source> sources,
      List<Lists.SelectItem> items) {
    Extent distinct = Objects.requireNonNull(block.distinct());
    if (!distinct.in(sql).equalsIgnoreCase("distinct")
        || block.groupBy() != null
        || block.having() != null) {
      throw new Unsupported("DISTINCT ON, or of groups");
    }
    TokenList tokens = walker.tokens;
    List<Expression> columns = new ArrayList<>();
    List<Integer> positions = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Extent shown = items.get(i).expression();
      Expression expression =
          items.get(i).star()
              ? null
              : walker.expression(tokens.at(shown.start()), tokens.at(shown.end()));
      if (expression != null && expression.isColumn() && isGroup(expression, sources)) {
        columns.add(expression);
        positions.add(i + 1);
      } else if (expression == null || !isConstant(tokens, shown)) {
        throw new Unsupported("more than columns and constants");
      }
    }
    if (columns.isEmpty()) {
      throw new Unsupported("constants alone");
    }
    Distinct found = new Distinct(List.copyOf(columns), List.copyOf(positions));
    if (block.orderBy() != null) {
      Lists.items(sql, block.orderBy()).forEach(element -> found.check(walker, items, element));
    }
    return found;
  }

  /// Of other types PostgreSQL may say that they cannot be compared.
  private static boolean isGroup(Expression column, List<Source> sources) {
    ColumnUse use = column.columns().getFirst();
    Column of = Objects.requireNonNull(sources.get(use.source()).column(use.column()));
    return Alike.areEqual(of) || of.type().equals("boolean");
  }

  private static boolean isConstant(TokenList tokens, Extent shown) {
    int from = tokens.at(shown.start());
    Lexer.Kind kind = tokens.kind(from);
    return tokens.at(shown.end()) == from + 1
        && (kind == Lexer.Kind.NUMBER || kind == Lexer.Kind.STRING);
  }

  /// What is ordered by must be shown.
  private void check(Walker walker, List<Lists.SelectItem> items, Extent element) {
    TokenList tokens = walker.tokens;
    int from = tokens.at(element.start());
    int to = Ordering.endOfExpression(tokens, from, tokens.at(element.end()));
    if (to == from + 1) {
      if (tokens.kind(from) == Lexer.Kind.NUMBER) {
        if (positions.stream().noneMatch(position -> tokens.is(from, position.toString()))) {
          throw new Unsupported("position " + tokens.text(from));
        }
        return;
      }
      for (Lists.SelectItem item : items) {
        if (tokens.isName(from) && tokens.name(from).equals(Labels.of(tokens, item))) {
          return;
        }
      }
    }
    String key = walker.expression(from, to).key();
    if (columns.stream().noneMatch(column -> column.key().equals(key))) {
      throw new Unsupported("an order by what is not shown");
    }
  }
}
