package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.spi.BlockRead;
import io.pgveneer.spi.BlockRead.BlockTable;
import io.pgveneer.sql.Conjuncts;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Lists;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.TableReference;
import io.pgveneer.sql.TokenList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A block with the subqueries of EXISTS and IN in its condition.
final class SplitBlock {
  final BlockRead read;
  final String sql;
  final TokenList tokens;

  /// The block's own relations, then those of its subqueries.
  final List<Source> sources = new ArrayList<>();

  /// Where each source stands.
  final List<TableReference> references = new ArrayList<>();

  /// Knows the block's own relations alone.
  final Walker walker;

  /// The block's own relations that give a row to each row of its FROM.
  final List<Integer> certain = new ArrayList<>();

  final Equalities equalities;
  final FromItem from;
  private final List<Walker> inner = new ArrayList<>();

  private SplitBlock(BlockRead read) {
    this.read = read;
    this.sql = read.request().sql();
    this.tokens = TokenList.of(sql);
    add(read, BlockReader.sources(read));
    this.walker = new Walker(tokens, sources, this::isOwn);
    this.from = BlockReader.from(read, walker, 0);
    this.equalities = new Equalities(sources);
  }

  /// Errors: Unsupported for what is not understood.
  static SplitBlock of(BlockRead read) {
    if (read.block().distinct() != null) {
      throw new Unsupported("DISTINCT");
    }
    SplitBlock block = new SplitBlock(read);
    block.certain(block.from);
    Extent where = read.block().where();
    List<Expression> conditions = new ArrayList<>();
    int subqueries = 0;
    for (Extent conjunct : where == null ? List.<Extent>of() : Conjuncts.of(block.sql, where)) {
      BlockRead subquery = block.subqueryIn(conjunct);
      if (subquery == null) {
        conditions.add(block.condition(block.walker, conjunct));
      } else {
        subqueries++;
        block.subquery(conjunct, subquery);
      }
    }
    if (subqueries < read.subqueries().size()) {
      throw new Unsupported("a subquery that is no condition");
    }
    block.equalities.add(block.from, conditions, 0);
    return block;
  }

  private void add(BlockRead part, List<Source> more) {
    sources.addAll(more);
    references.addAll(part.tables().stream().map(BlockTable::reference).toList());
  }

  private void certain(FromItem item) {
    switch (item) {
      case FromItem.Table table -> certain.add(table.source());
      case FromItem.Join join -> {
        certain(join.first());
        if (!join.left()) {
          certain(join.second());
        }
      }
    }
  }

  private Expression condition(Walker of, Extent extent) {
    return of.condition(tokens.at(extent.start()), tokens.at(extent.end()));
  }

  private @Nullable BlockRead subqueryIn(Extent conjunct) {
    BlockRead found = null;
    for (BlockRead subquery : read.subqueries()) {
      if (conjunct.contains(subquery.block().extent().start())) {
        if (found != null) {
          throw new Unsupported("two subqueries in one condition");
        }
        found = subquery;
      }
    }
    return found;
  }

  /// `[NOT] EXISTS (…)` or `column IN (…)`.
  private void subquery(Extent conjunct, BlockRead subquery) {
    QueryBlock block = subquery.block();
    int place = sources.size();
    add(subquery, BlockReader.sources(subquery));
    refuseNamesakes(place);
    Walker scope = new Walker(tokens, sources, source -> isOwn(source) || source >= place);
    inner.add(scope);
    FromItem item = BlockReader.from(subquery, scope, place);
    List<Expression> conditions = new ArrayList<>();
    if (block.where() != null) {
      conditions.add(condition(scope, block.where()));
    }
    int open = tokens.at(block.extent().start()) - 1;
    int first = tokens.at(conjunct.start());
    boolean in = tokens.is(open - 1, "in") && !tokens.is(open - 2, "not");
    if (!in && !isExists(first, open) || !isWhole(conjunct, block, open) || !isPlain(block, !in)) {
      throw new Unsupported("the form of a subquery");
    }
    List<Lists.SelectItem> items = Lists.selectItems(sql, Objects.requireNonNull(block.select()));
    if (in && (items.size() != 1 || items.getFirst().star())) {
      throw new Unsupported("rows in IN");
    }
    for (Lists.SelectItem shown : items) {
      Expression value = shown.star() ? null : expression(scope, shown.expression());
      if (in && value != null) {
        conditions.add(equality(walker.expression(first, open - 1), value));
      }
    }
    equalities.add(item, conditions, place);
  }

  private boolean isExists(int first, int open) {
    return tokens.is(open - 1, "exists")
        && (open - 1 == first || open - 2 == first && tokens.is(first, "not"));
  }

  /// Whether a condition ends with the parenthesis around a block.
  private boolean isWhole(Extent conjunct, QueryBlock block, int open) {
    return tokens.is(open, "(")
        && tokens.partner(open) == tokens.at(block.extent().end())
        && tokens.partner(open) + 1 == tokens.at(conjunct.end());
  }

  private Expression expression(Walker of, Extent extent) {
    return of.expression(tokens.at(extent.start()), tokens.at(extent.end()));
  }

  private static Expression equality(Expression one, Expression other) {
    Expression.Builder builder = new Expression.Builder();
    builder.add(one);
    builder.text("=", "=");
    builder.add(other);
    return builder.build();
  }

  /// A name of the subquery's that is one of the block's too would hide that.
  private void refuseNamesakes(int place) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < sources.size(); i++) {
      if ((isOwn(i) || i >= place) && !names.add(sources.get(i).correlation())) {
        throw new Unsupported("two relations of one name");
      }
    }
  }

  private boolean isPlain(QueryBlock block, boolean exists) {
    Extent limit = block.limit();
    return block.with() == null
        && block.distinct() == null
        && block.groupBy() == null
        && block.having() == null
        && block.orderBy() == null
        && block.offset() == null
        && (limit == null || exists && limit.in(sql).equals("1"));
  }

  /// Checks select list, HAVING or ORDER BY: what has aggregates in it too.
  void check(Extent extent) {
    for (int aggregate : aggregatesIn(extent)) {
      int close = tokens.partner(aggregate + 1);
      Expression _ = walker.expression(aggregate + 2, close);
      if (tokens.is(close + 1, "filter") && tokens.is(close + 2, "(")) {
        Expression _ = walker.expression(close + 4, tokens.partner(close + 2));
      }
    }
  }

  /// Whether rows are grouped or aggregated.
  boolean aggregates() {
    QueryBlock block = read.block();
    return block.groupBy() != null || block.having() != null || !aggregated().isEmpty();
  }

  /// The columns of which different values are counted.
  Set<ColumnUse> countedDistinct() {
    Set<ColumnUse> counted = new LinkedHashSet<>();
    for (int aggregate : aggregated()) {
      if (tokens.is(aggregate + 2, "distinct")) {
        Expression operand = walker.expression(aggregate + 3, tokens.partner(aggregate + 1));
        if (!operand.isColumn()) {
          throw new Unsupported("DISTINCT of an expression");
        }
        counted.add(operand.columns().getFirst());
      }
    }
    return counted;
  }

  /// The tokens of the aggregates' names.
  private List<Integer> aggregated() {
    QueryBlock block = read.block();
    List<Extent> extents = new ArrayList<>();
    for (Lists.SelectItem item : Lists.selectItems(sql, Objects.requireNonNull(block.select()))) {
      if (!item.star()) {
        extents.add(item.expression());
      }
    }
    if (block.having() != null) {
      extents.add(block.having());
    }
    if (block.orderBy() != null) {
      for (Extent element : Lists.items(sql, block.orderBy())) {
        int from = tokens.at(element.start());
        int end = Ordering.endOfExpression(tokens, from, tokens.at(element.end()));
        // a name alone may be one of the result's
        if (end > from + 1) {
          extents.add(new Extent(element.start(), tokens.end(end - 1)));
        }
      }
    }
    return extents.stream().flatMap(extent -> aggregatesIn(extent).stream()).toList();
  }

  private List<Integer> aggregatesIn(Extent extent) {
    List<Integer> found = new ArrayList<>();
    walker.walk(
        tokens.at(extent.start()),
        tokens.at(extent.end()),
        new Walker.Visitor() {
          @Override
          public void aggregate(int first, int last) {
            found.add(first);
          }
        });
    return found;
  }

  /// The columns that are grouped by.
  Set<ColumnUse> groupColumns() {
    Extent groupBy = read.block().groupBy();
    Set<ColumnUse> columns = new LinkedHashSet<>();
    if (groupBy != null) {
      Grouping grouping =
          new Grouping(
              sql, walker, Lists.selectItems(sql, Objects.requireNonNull(read.block().select())));
      for (Expression element : grouping.elements(groupBy)) {
        if (element.isColumn()) {
          columns.add(element.columns().getFirst());
        }
      }
    }
    return columns;
  }

  /// The columns that others must be equal to, and those that are primary keys.
  Set<ColumnUse> joined() {
    Set<ColumnUse> columns = new LinkedHashSet<>();
    for (Equality equality : equalities.found()) {
      columns.add(equality.first());
      columns.add(equality.second());
    }
    for (int place : certain) {
      Set<String> key = sources.get(place).relation().primaryKey();
      if (key.size() == 1) {
        columns.add(new ColumnUse(place, key.iterator().next()));
      }
    }
    return columns;
  }

  List<Source> ownSources() {
    return sources.subList(0, read.tables().size());
  }

  /// The columns that the statement names.
  Set<ColumnUse> used() {
    Set<ColumnUse> used = new LinkedHashSet<>(walker.used());
    inner.forEach(scope -> used.addAll(scope.used()));
    return used;
  }

  boolean isOwn(int source) {
    return source < read.tables().size();
  }
}
