package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.api.Column;
import io.pgveneer.sql.TokenList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How the parts of an aggregate are put together, with the type that PostgreSQL gives the whole.
final class Combining {
  private final Walker walker;
  private final TokenList tokens;
  private final Query query;
  private final boolean grouped;

  /// @param grouped whether the client groups; else there is a result even for no row
  Combining(Walker walker, Query query, boolean grouped) {
    this.walker = walker;
    this.tokens = walker.tokens;
    this.query = query;
    this.grouped = grouped;
  }

  /// The text in the outer query for an aggregate of the client's.
  String aggregate(int from, int to) {
    String function = tokens.name(from);
    int close = tokens.partner(from + 1);
    if (close + 1 < to && !tokens.is(close + 3, "where")) {
      throw new Unsupported("FILTER");
    }
    Expression filter =
        close + 1 == to ? null : walker.expression(close + 4, tokens.partner(close + 2));
    int first = from + 2;
    if (tokens.is(first, "distinct")) {
      return distinct(function, first + 1, close, filter);
    }
    if (tokens.is(first, "*") && first + 1 == close) {
      return sum(partial(Partial.countRows(), filter));
    }
    if (tokens.is(first, "all") || tokens.items(first, close).size() != 1) {
      throw new Unsupported("arguments of " + function);
    }
    Expression operand = operand(first, close);
    return switch (function) {
      case "count" -> sum(partial(Partial.of("count", operand), filter));
      case "sum" -> {
        String part = partial(Partial.of("sum", operand), filter);
        yield NumberType.of(walker, query.sources, first, close) == NumberType.INT
            ? "sum(" + part + ")::bigint"
            : "sum(" + part + ")";
      }
      case "avg" -> {
        NumberType.of(walker, query.sources, first, close);
        String part = partial(Partial.of("sum", operand), filter);
        String count = partial(Partial.of("count", operand), filter);
        yield "(sum(" + part + ") / nullif(sum(" + count + "), 0))";
      }
      case "min", "max" -> {
        ordered(operand, first, close);
        yield function + "(" + partial(Partial.of(function, operand), filter) + ")";
      }
      case "bit_and", "bit_or" -> {
        if (NumberType.of(walker, query.sources, first, close) == NumberType.NUMERIC) {
          throw new Unsupported("bits of a numeric");
        }
        yield function + "(" + partial(Partial.of(function, operand), filter) + ")";
      }
      default -> function + "(" + partial(Partial.of(function, operand), filter) + ")";
    };
  }

  private Expression operand(int from, int to) {
    for (int i = from; i < to; i++) {
      if (tokens.is(i, "(")) {
        i = tokens.partner(i);
      } else if (tokens.is(i, "order")) {
        throw new Unsupported("an order in an aggregate");
      }
    }
    return walker.expression(from, to);
  }

  /// Rows are told apart by the value as well, so each of it is counted once, unless each arm has
  /// values of its own.
  private String distinct(String function, int from, int to, @Nullable Expression filter) {
    if (!function.equals("count") || filter != null || tokens.items(from, to).size() != 1) {
      throw new Unsupported("DISTINCT in " + function);
    }
    Expression operand = operand(from, to);
    if (query.apart != null && operand.key().equals(Expression.key(query.apart))) {
      return sum(query.partial(new Partial(List.of("count(DISTINCT ", ")"), List.of(operand))));
    }
    return "count(DISTINCT " + query.group(operand) + ")";
  }

  private String partial(Partial partial, @Nullable Expression filter) {
    return query.partial(filter == null ? partial : partial.filtered(filter));
  }

  private String sum(String counts) {
    return grouped ? "sum(" + counts + ")::bigint" : "coalesce(sum(" + counts + "), 0)::bigint";
  }

  private void ordered(Expression operand, int from, int to) {
    if (operand.isColumn()) {
      ColumnUse use = operand.columns().getFirst();
      Column column = Objects.requireNonNull(query.sources.get(use.source()).column(use.column()));
      if (!Alike.areEqual(column)) {
        throw new Unsupported("the order of type " + column.type());
      }
      return;
    }
    if (NumberType.of(walker, query.sources, from, to) == NumberType.NUMERIC) {
      throw new Unsupported("the scale of a least value");
    }
  }
}
