package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.api.ColumnOrigin;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Lexer;
import io.pgveneer.sql.Lists;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.TokenList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The columns and the order of a result, each an expression over one row.
record RowResult(Walker walker, List<Source> sources, List<Lists.SelectItem> items) {

  static RowResult of(String sql, QueryBlock block, Walker walker, List<Source> sources) {
    return new RowResult(
        walker, sources, Lists.selectItems(sql, Objects.requireNonNull(block.select())));
  }

  /// Where the columns come from.
  ///
  /// Errors: Unsupported where one is more than an expression over one row.
  List<@Nullable ColumnOrigin> origins() {
    List<@Nullable ColumnOrigin> origins = new ArrayList<>();
    for (Lists.SelectItem item : items) {
      if (item.star()) {
        for (Source source : meant(item.expression())) {
          source
              .relation()
              .columns()
              .forEach(column -> origins.add(ColumnOrigin.of(source.relation(), column)));
        }
      } else {
        origins.add(origin(item));
      }
    }
    return origins;
  }

  /// The relations that a star stands for.
  private List<Source> meant(Extent star) {
    TokenList tokens = walker.tokens;
    int from = tokens.at(star.start());
    if (tokens.is(from, "*")) {
      return sources;
    }
    List<Source> named =
        sources.stream()
            .filter(
                source ->
                    tokens.isName(from)
                        && tokens.name(from).equals(source.correlation())
                        && tokens.is(from + 2, "*"))
            .toList();
    if (named.isEmpty()) {
      throw new Unsupported("a star");
    }
    return named;
  }

  private @Nullable ColumnOrigin origin(Lists.SelectItem item) {
    TokenList tokens = walker.tokens;
    int from = tokens.at(item.expression().start());
    int to = tokens.at(item.expression().end());
    for (int i = from; i < to; i++) {
      if (tokens.kind(i) == Lexer.Kind.PARAMETER) {
        throw new Unsupported("a parameter that would get its type elsewhere");
      }
    }
    Expression _ = walker.expression(from, to);
    return walker.origin(from, to);
  }

  /// What an element of ORDER BY orders by. A name in it means a column of the result before one of
  /// a relation, and a number does: both have to mean a relation's here.
  ///
  /// Errors: Unsupported where they do not.
  Expression order(Extent element) {
    TokenList tokens = walker.tokens;
    int from = tokens.at(element.start());
    int to = Ordering.endOfExpression(tokens, from, tokens.at(element.end()));
    Expression expression = walker.expression(from, to);
    if (expression.columns().isEmpty()) {
      throw new Unsupported("an order by position");
    }
    if (to == from + 1) {
      String name = tokens.name(from);
      for (Lists.SelectItem item : items) {
        if (!item.star()
            && name.equals(Labels.of(tokens, item))
            && !Objects.equals(origin(item), walker.origin(from, to))) {
          throw new Unsupported("an order by a column of the result");
        }
      }
    }
    return expression;
  }
}
