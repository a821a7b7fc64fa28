package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.api.ColumnOrigin;
import io.pgveneer.api.Identifiers;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Lexer;
import io.pgveneer.sql.Lists;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.Replacement;
import io.pgveneer.sql.TokenList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The client's block around what the arms give: select list, HAVING and ORDER BY keep their text,
/// save for groups and aggregates.
final class Outer {
  private final String sql;
  private final QueryBlock block;
  private final Walker walker;
  private final TokenList tokens;
  private final Query query;
  private final Combining combining;
  private final List<Replacement> replacements = new ArrayList<>();
  private final List<Lists.SelectItem> items;
  private final List<@Nullable ColumnOrigin> origins = new ArrayList<>();

  /// How many groups the client asks for; the arms may have further ones.
  private int clientGroups;

  Outer(String sql, QueryBlock block, Walker walker, Query query) {
    this.sql = sql;
    this.block = block;
    this.walker = walker;
    this.tokens = walker.tokens;
    this.query = query;
    this.combining = new Combining(walker, query, block.groupBy() != null);
    Extent select = block.select();
    this.items = select == null ? List.of() : Lists.selectItems(sql, select);
  }

  /// Reads the select list and what stands behind FROM and WHERE; completes the query.
  void read() {
    Extent groupBy = block.groupBy();
    if (groupBy != null) {
      group(groupBy);
    } else if (block.distinct() != null) {
      Distinct.of(sql, block, walker, query.sources, items).columns().forEach(query::group);
      clientGroups = query.groups.size();
    }
    items.forEach(this::item);
    if (block.having() != null) {
      rewrite(block.having());
    }
    if (block.orderBy() != null) {
      order(block.orderBy());
    }
    if (groupBy != null) {
      replacements.add(new Replacement(groupBy, keys()));
    }
  }

  /// The block's replacements, with arms in place of FROM and WHERE, once [#read] has been called.
  List<Replacement> around(String arms) {
    List<Replacement> all = new ArrayList<>(replacements);
    Extent from = Objects.requireNonNull(block.from());
    Extent where = block.where();
    all.add(
        new Replacement(
            new Extent(from.start(), where == null ? from.end() : where.end()),
            "(" + arms + ") AS " + query.alias()));
    all.sort(Comparator.comparingInt(replacement -> replacement.extent().start()));
    return List.copyOf(all);
  }

  /// Of the columns of the result, once [#read] has been called.
  List<@Nullable ColumnOrigin> origins() {
    return origins;
  }

  private String keys() {
    StringBuilder keys = new StringBuilder();
    for (int i = 0; i < clientGroups; i++) {
      keys.append(i == 0 ? "" : ", ").append(Query.groupText(i));
    }
    return keys.toString();
  }

  private void group(Extent groupBy) {
    new Grouping(sql, walker, items).elements(groupBy).forEach(query::group);
    addDetermined();
    clientGroups = query.groups.size();
  }

  private void addDetermined() {
    List<Extent> shown = new ArrayList<>();
    items.forEach(item -> shown.add(item.expression()));
    if (block.having() != null) {
      shown.add(block.having());
    }
    Grouping.determined(walker, shown, query).forEach(use -> query.group(Expression.column(use)));
  }

  private void item(Lists.SelectItem item) {
    if (item.star()) {
      throw new Unsupported("a star");
    }
    Extent extent = item.expression();
    int from = tokens.at(extent.start());
    int to = tokens.at(extent.end());
    String label = item.label() == null ? Labels.of(tokens, from, to) : null;
    origins.add(walker.origin(from, to));
    rewrite(extent);
    if (label != null) {
      replacements.add(
          new Replacement(
              new Extent(extent.end(), extent.end()), " AS " + Identifiers.quote(label)));
    }
  }

  private void order(Extent orderBy) {
    for (Extent element : Lists.items(sql, orderBy)) {
      int from = tokens.at(element.start());
      int to = tokens.at(element.end());
      to = Ordering.endOfExpression(tokens, from, to);
      boolean single = to == from + 1;
      boolean kept =
          single
              && (tokens.kind(from) == Lexer.Kind.NUMBER
                  || tokens.isName(from) && isOutput(tokens.name(from)));
      if (!kept) {
        rewrite(new Extent(tokens.start(from), tokens.end(to - 1)));
      }
    }
  }

  private boolean isOutput(String name) {
    for (Lists.SelectItem item : items) {
      if (name.equals(Labels.of(tokens, item))) {
        return true;
      }
    }
    return false;
  }

  private void rewrite(Extent extent) {
    int from = tokens.at(extent.start());
    int to = tokens.at(extent.end());
    String whole = wholeGroup(from, to);
    if (whole != null) {
      replace(from, to, whole);
      return;
    }
    walker.walk(
        from,
        to,
        new Walker.Visitor() {
          private int replacedTo = from;

          @Override
          public void plain(int first, int last) {
            if (first < replacedTo) {
              return;
            }
            if (tokens.isName(first) && tokens.is(first + 1, "(")) {
              int end = tokens.partner(first + 1) + 1;
              String group = wholeGroup(first, end);
              if (group != null) {
                replace(first, end, group);
                replacedTo = end;
              }
            }
          }

          @Override
          public void column(int first, int last, ColumnUse use) {
            if (first >= replacedTo) {
              int group = query.indexOfGroup(Expression.key(use));
              if (group < 0 || group >= clientGroups) {
                throw new Unsupported("column " + use.column() + " is not grouped");
              }
              replace(first, last, Query.groupText(group));
            }
          }

          @Override
          public void aggregate(int first, int last) {
            if (first >= replacedTo) {
              replace(first, last, combining.aggregate(first, last));
            }
          }
        });
  }

  private @Nullable String wholeGroup(int from, int to) {
    boolean[] aggregated = new boolean[1];
    Expression.Builder builder = new Expression.Builder();
    walker.walk(
        from,
        to,
        new Walker.Visitor() {
          @Override
          public void plain(int first, int last) {
            for (int i = first; i < last; i++) {
              builder.text(tokens.text(i), walker.keyOf(i));
            }
          }

          @Override
          public void column(int first, int last, ColumnUse use) {
            builder.column(use);
          }

          @Override
          public void aggregate(int first, int last) {
            aggregated[0] = true;
          }
        });
    int group = aggregated[0] ? -1 : query.indexOfGroup(builder.build().key());
    return group < 0 || group >= clientGroups ? null : Query.groupText(group);
  }

  private void replace(int from, int to, String text) {
    replacements.add(new Replacement(new Extent(tokens.start(from), tokens.end(to - 1)), text));
  }
}
