package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.api.Column;
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

/// A block each of whose rows is computed in one of the parts. The client's own text is the first
/// part, so that errors have their places; the second is a copy.
final class SplitResult {
  private static final String ALIAS = "pgveneer_parts";

  private final SplitBlock block;
  private final QueryBlock read;
  private final TokenList tokens;
  private final SplitParts parts;
  private final List<Lists.SelectItem> items;
  private final List<String> names = new ArrayList<>();
  private final List<@Nullable ColumnOrigin> origins = new ArrayList<>();

  /// What is ordered by and not shown.
  private final List<Extent> more = new ArrayList<>();

  /// Qualified, since a client may have given the name of one of the columns to another.
  private final List<String> order = new ArrayList<>();
  private final List<ColumnUse> determined = new ArrayList<>();
  private boolean stars;

  /// Errors: Unsupported for what is not understood.
  SplitResult(SplitBlock block, SplitKey key) {
    this.block = block;
    this.read = block.read.block();
    this.tokens = block.tokens;
    this.parts = new SplitParts(block, key);
    this.items = Lists.selectItems(block.sql, Objects.requireNonNull(read.select()));
    items.forEach(this::item);
    if (read.having() != null) {
      block.check(read.having());
    }
    if (read.orderBy() != null) {
      Lists.items(block.sql, read.orderBy()).forEach(this::order);
    }
    if (read.groupBy() != null) {
      determine(read.groupBy());
    }
    if (read.withTies() || names.isEmpty()) {
      throw new Unsupported("WITH TIES, or no column");
    }
  }

  List<@Nullable ColumnOrigin> origins() {
    return origins;
  }

  private void item(Lists.SelectItem item) {
    int from = tokens.at(item.expression().start());
    int to = tokens.at(item.expression().end());
    if (item.star()) {
      star(from);
      return;
    }
    for (int i = from; i < to; i++) {
      if (tokens.kind(i) == Lexer.Kind.PARAMETER) {
        throw new Unsupported("a parameter that would get its type elsewhere");
      }
    }
    block.check(item.expression());
    String label = Labels.of(tokens, item);
    if (label == null) {
      throw new Unsupported("an expression whose name is not known");
    }
    names.add(label);
    origins.add(block.walker.origin(from, to));
  }

  private void star(int from) {
    boolean bare = tokens.is(from, "*");
    if (read.groupBy() != null || !bare && !tokens.is(from + 2, "*")) {
      throw new Unsupported("a star");
    }
    stars = true;
    List<Source> own = block.ownSources();
    for (int i = 0; i < own.size(); i++) {
      Source source = own.get(i);
      if (bare || source.correlation().equals(tokens.name(from))) {
        for (Column column : source.relation().columns()) {
          block.walker.used().add(new ColumnUse(i, column.name()));
          names.add(column.name());
          origins.add(ColumnOrigin.of(source.relation(), column));
        }
      }
    }
  }

  private void order(Extent element) {
    int from = tokens.at(element.start());
    int end = Ordering.endOfExpression(tokens, from, tokens.at(element.end()));
    Extent expression = new Extent(tokens.start(from), tokens.end(end - 1));
    String direction = block.sql.substring(expression.end(), element.end());
    int shown = shown(from, end);
    if (shown > 0) {
      order.add(ALIAS + ".c" + shown + direction);
    } else {
      block.check(expression);
      more.add(expression);
      order.add(ALIAS + ".o" + more.size() + direction);
    }
  }

  /// The column of the result that an element of ORDER BY means; 0 for none.
  private int shown(int from, int end) {
    boolean single = end == from + 1;
    if (single && tokens.kind(from) == Lexer.Kind.NUMBER) {
      int position = Integer.parseInt(tokens.text(from));
      if (stars || position < 1 || position > items.size()) {
        throw new Unsupported("position " + position);
      }
      return position;
    }
    int found = 0;
    for (int i = 0; single && tokens.isName(from) && i < items.size(); i++) {
      if (!items.get(i).star() && tokens.name(from).equals(Labels.of(tokens, items.get(i)))) {
        if (stars || found > 0) {
          throw new Unsupported("a name of two columns");
        }
        found = i + 1;
      }
    }
    return found;
  }

  private void determine(Extent groupBy) {
    Query query = new Query(block.ownSources(), block.from, null);
    new Grouping(block.sql, block.walker, items).elements(groupBy).forEach(query::group);
    List<Extent> shown = new ArrayList<>(more);
    items.forEach(item -> shown.add(item.expression()));
    if (read.having() != null) {
      shown.add(read.having());
    }
    determined.addAll(Grouping.determined(block.walker, shown, query));
  }

  List<Replacement> replacements() {
    Extent paging = read.paging();
    String page = "";
    if (paging != null) {
      String end = Paging.end(block.sql, read);
      if (end == null) {
        throw new Unsupported("the form of LIMIT");
      }
      page = "LIMIT " + end;
    }
    Extent whole = read.extent();
    List<Replacement> second = lists();
    second.addAll(parts.reads(true));
    if (paging != null) {
      second.add(new Replacement(paging, page));
    }
    StringBuilder tail = new StringBuilder(page).append(") UNION ALL (");
    tail.append(parts.text(whole, second)).append(")) AS ").append(ALIAS).append('(');
    tail.append(columns()).append(')');
    if (!order.isEmpty()) {
      tail.append(" ORDER BY ").append(String.join(", ", order));
    }
    if (paging != null) {
      tail.append(' ').append(TokenList.of(block.sql, paging).line());
    }
    List<Replacement> all = lists();
    all.addAll(parts.reads(false));
    all.add(new Replacement(new Extent(whole.start(), whole.start()), head()));
    all.add(
        new Replacement(
            paging == null ? new Extent(whole.end(), whole.end()) : paging, tail.toString()));
    all.sort(Comparator.comparingInt(replacement -> replacement.extent().start()));
    return List.copyOf(all);
  }

  private String head() {
    List<String> shown = new ArrayList<>();
    for (String name : names) {
      shown.add("c" + (shown.size() + 1) + " AS " + Identifiers.quote(name));
    }
    return "SELECT " + String.join(", ", shown) + " FROM (" + parts.values() + "(";
  }

  private String columns() {
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= names.size(); i++) {
      columns.add("c" + i);
    }
    for (int i = 1; i <= more.size(); i++) {
      columns.add("o" + i);
    }
    return String.join(", ", columns);
  }

  /// What both parts have in their lists beyond the client's.
  private List<Replacement> lists() {
    List<Replacement> lists = new ArrayList<>();
    int select = Objects.requireNonNull(read.select()).end();
    StringBuilder ordered = new StringBuilder();
    more.forEach(expression -> ordered.append(", ").append(expression.in(block.sql)));
    lists.add(new Replacement(new Extent(select, select), ordered.toString()));
    if (read.groupBy() != null) {
      StringBuilder keys = new StringBuilder();
      determined.forEach(use -> keys.append(", ").append(parts.column(use)));
      int end = read.groupBy().end();
      lists.add(new Replacement(new Extent(end, end), keys.toString()));
    }
    return lists;
  }
}
