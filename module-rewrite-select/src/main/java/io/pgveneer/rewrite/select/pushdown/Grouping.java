package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.api.Column;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Lexer;
import io.pgveneer.sql.Lists;
import io.pgveneer.sql.TokenList;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What GROUP BY means.
final class Grouping {
  private final String sql;
  private final Walker walker;
  private final TokenList tokens;
  private final List<Lists.SelectItem> items;

  Grouping(String sql, Walker walker, List<Lists.SelectItem> items) {
    this.sql = sql;
    this.walker = walker;
    this.tokens = walker.tokens;
    this.items = items;
  }

  /// The expressions to group by. A position, and a name that is no column's, mean a column of the
  /// result.
  List<Expression> elements(Extent groupBy) {
    List<Expression> elements = new ArrayList<>();
    for (Extent element : Lists.items(sql, groupBy)) {
      Extent meant = element;
      int first = tokens.at(element.start());
      boolean single = tokens.at(element.end()) == first + 1;
      if (single && tokens.kind(first) == Lexer.Kind.NUMBER) {
        int position = Integer.parseInt(element.in(sql));
        if (position < 1 || position > items.size()) {
          throw new Unsupported("position " + position);
        }
        meant = items.get(position - 1).expression();
      } else if (single && tokens.isName(first) && walker.find(tokens.name(first)) == null) {
        meant = labelled(tokens.name(first));
      }
      Expression expression = walker.expression(tokens.at(meant.start()), tokens.at(meant.end()));
      if (expression.columns().isEmpty()) {
        throw new Unsupported("a constant to group by");
      }
      elements.add(expression);
    }
    return elements;
  }

  private Extent labelled(String name) {
    Extent found = null;
    for (Lists.SelectItem item : items) {
      if (name.equals(item.label())) {
        if (found != null) {
          throw new Unsupported("two columns named " + name);
        }
        found = item.expression();
      }
    }
    if (found == null) {
      throw new Unsupported("name " + name);
    }
    return found;
  }

  /// The columns that are shown and no groups, and that a table's primary key decides, all of which
  /// are groups. They become groups too.
  ///
  /// Errors: Unsupported for one that none can be grouped by.
  static List<ColumnUse> determined(Walker walker, List<Extent> shown, Query query) {
    List<ColumnUse> determined = new ArrayList<>();
    for (ColumnUse use : Columns.outside(walker, shown, query)) {
      Source source = query.sources.get(use.source());
      Set<String> key = source.relation().primaryKey();
      if (!key.isEmpty()
          && key.stream()
              .allMatch(
                  name ->
                      query.indexOfGroup(Expression.key(new ColumnUse(use.source(), name))) >= 0)) {
        Column column = source.column(use.column());
        if (column != null && !column.isGroupable()) {
          throw new Unsupported("a column of type " + column.type() + " beside a key to group by");
        }
        determined.add(use);
      }
    }
    return determined;
  }
}
