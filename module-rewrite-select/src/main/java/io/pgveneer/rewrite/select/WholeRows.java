package io.pgveneer.rewrite.select;

import io.pgveneer.api.Column;
import io.pgveneer.api.Identifiers;
import io.pgveneer.api.Relation;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.TokenList;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// References to a whole row of a replaced relation.
///
/// A stand-in's row has another type than the relation's, with the same columns. Where only the
/// columns matter
/// (JSON, counting, tests for NULL) the reference stays; elsewhere it becomes a row of the
/// relation's own type.
final class WholeRows {
  /// Functions that look at a row's columns, not at its type.
  private static final Set<String> BY_COLUMNS =
      Set.of(
          "row_to_json",
          "to_json",
          "to_jsonb",
          "json_agg",
          "jsonb_agg",
          "json_build_object",
          "jsonb_build_object",
          "json_build_array",
          "jsonb_build_array",
          "json_object_agg",
          "jsonb_object_agg",
          "count",
          "num_nulls",
          "num_nonnulls",
          "concat",
          "format",
          "hstore",
          "quote_literal",
          "quote_nullable",
          "concat_ws");

  private final String sql;
  private final Outline outline;
  private final TokenList tokens;
  private final Scopes scopes;
  private final Splice splice;

  WholeRows(String sql, Outline outline, TokenList tokens, Scopes scopes, Splice splice) {
    this.sql = sql;
    this.outline = outline;
    this.tokens = tokens;
    this.scopes = scopes;
    this.splice = splice;
  }

  /// `u` alone.
  void bare(Item item, int index) {
    if (item.isCatalog()) {
      return;
    }
    boolean grouped = isGrouped(item, index);
    if (!grouped && typeIsIndifferent(item, index, index)) {
      return;
    }
    boolean labelled = isSelectItem(index, index);
    splice.replace(
        new Extent(tokens.start(index), tokens.end(index)),
        row(item, grouped) + (labelled ? " AS " + tokens.text(index) : ""));
    labelCast(cast(index, index), tokens.text(index));
  }

  /// `u.*`: all columns in a select list, a row in an argument and before a cast.
  void star(Item item, int first, int star) {
    Extent cast = cast(first, star);
    if (item.isCatalog() || cast == null && !isArgument(first, star)) {
      return;
    }
    boolean grouped = isGrouped(item, first);
    if (!grouped && typeIsIndifferent(item, first, star)) {
      return;
    }
    splice.replace(new Extent(tokens.start(first), tokens.end(star)), row(item, grouped));
    labelCast(cast, tokens.text(star - 2));
  }

  /// PostgreSQL calls a column that is cast by its name.
  private void labelCast(@Nullable Extent cast, String name) {
    if (cast != null && isSelectItem(cast.start(), cast.end())) {
      splice.insert(tokens.end(cast.end()), " AS " + name);
    }
  }

  /// `u.full_name`, where that is a function of the row.
  void computed(Item item, int first, int function) {
    splice.replace(
        new Extent(tokens.start(first), tokens.end(function)),
        "(" + row(item, isGrouped(item, first)) + ")." + tokens.text(function));
  }

  /// @param grouped whether it may show nothing but what is grouped by
  private String row(Item item, boolean grouped) {
    Relation relation = Objects.requireNonNull(item.relation);
    String correlation = item.correlationText(sql);
    item.groupedRow |= grouped;
    StringBuilder row = new StringBuilder("CASE WHEN ").append(correlation);
    row.append(
        grouped
            ? "." + Identifiers.quote(relation.primaryKey().iterator().next()) + " IS NOT NULL"
            : " IS DISTINCT FROM NULL");
    row.append(" THEN ROW(");
    String separator = "";
    for (Column column : relation.columns()) {
      row.append(separator)
          .append(
              grouped
                  ? GroupedKeys.shown(correlation, column)
                  : correlation + "." + Identifiers.quote(column.name()));
      separator = ", ";
    }
    if (item.reference.columnAliases() != null) {
      throw Unreadable.because(
          "a whole row of \"" + item.reference.correlation() + "\" with column aliases");
    }
    return row.append(")::").append(relation.qualifiedName()).append(" END").toString();
  }

  /// Whether a row is one of those that its block groups by their key, and may show nothing that is
  /// not grouped by: not even that it is there.
  private boolean isGrouped(Item item, int place) {
    if (!item.groupedByKey || isAggregated(place)) {
      return false;
    }
    QueryBlock block = outline.blocks().get(item.reference.block());
    int offset = tokens.start(place);
    boolean shown =
        Stream.of(block.select(), block.having(), block.orderBy(), block.distinct(), block.window())
            .anyMatch(clause -> clause != null && clause.contains(offset));
    if (shown && scopes.blockAt(offset) != item.reference.block()) {
      throw Unreadable.because(
          "a whole row of \""
              + item.reference.correlation()
              + "\" in a subquery of what is grouped by its key");
    }
    return shown;
  }

  private boolean isAggregated(int place) {
    for (int open = enclosing(place); open > 0; open = enclosing(open)) {
      if (UngroupedAggregates.isAggregate(tokens, open)) {
        return true;
      }
    }
    return false;
  }

  private boolean typeIsIndifferent(Item item, int first, int last) {
    if (tokens.is(last + 1, "is")) {
      return true;
    }
    if (tokens.is(last + 1, "::")
        && (tokens.is(last + 2, "text") || tokens.is(last + 2, "varchar"))) {
      return true;
    }
    if (tokens.is(first - 1, "(") && tokens.is(last + 1, ")") && tokens.is(last + 2, ".")) {
      return tokens.is(last + 3, "*") || item.hasColumn(tokens.name(last + 3));
    }
    if (isOrdering(tokens.start(first))) {
      return true;
    }
    int open = enclosing(first);
    return open > 0 && tokens.isName(open - 1) && BY_COLUMNS.contains(tokens.name(open - 1));
  }

  /// Whether a function's argument begins at one token and ends at the other.
  private boolean isArgument(int first, int last) {
    int open = enclosing(first);
    boolean alone =
        (tokens.is(first - 1, "(") || tokens.is(first - 1, ",") || tokens.is(first - 1, "distinct"))
            && (tokens.is(last + 1, ")") || tokens.is(last + 1, ","));
    return alone
        && open > 0
        && Names.isColumnName(tokens, open - 1)
        && !tokens.is(open - 1, "row")
        && !tokens.is(open - 1, "values")
        && !isSelectItem(first, last);
  }

  /// The tokens of a row with its casts, or null where it is not cast.
  private @Nullable Extent cast(int first, int last) {
    int from = first;
    int to = last;
    while (tokens.is(from - 1, "(")
        && tokens.is(to + 1, ")")
        && !Names.isColumnName(tokens, from - 2)) {
      from--;
      to++;
    }
    if (tokens.is(to + 1, "as") && tokens.is(from - 1, "(") && tokens.is(from - 2, "cast")) {
      return new Extent(from - 2, tokens.partner(from - 1));
    }
    int end = to;
    while (tokens.is(end + 1, "::") || end > to && tokens.is(end + 1, ".")) {
      end += 2;
    }
    return end > to ? new Extent(from, end) : null;
  }

  private boolean isOrdering(int offset) {
    int index = scopes.blockAt(offset);
    QueryBlock block = index < 0 ? null : outline.blocks().get(index);
    return block != null
        && (block.orderBy() != null && block.orderBy().contains(offset)
            || block.groupBy() != null && block.groupBy().contains(offset));
  }

  /// Whether the tokens are an item of a select list, without a name of its own.
  private boolean isSelectItem(int first, int last) {
    int index = scopes.blockAt(tokens.start(first));
    Extent select = index < 0 ? null : outline.blocks().get(index).select();
    if (select == null || !select.contains(tokens.start(first))) {
      return false;
    }
    int from = tokens.at(select.start());
    int to = tokens.at(select.end());
    Extent item = new Extent(tokens.start(first), tokens.end(last));
    return tokens.items(from, to).contains(item);
  }

  /// Index of the innermost parenthesis around a token, or -1.
  private int enclosing(int index) {
    for (int i = index - 1; i >= 0; i--) {
      if (tokens.is(i, ")") || tokens.is(i, "]")) {
        i = Math.max(tokens.partner(i), 0);
      } else if (tokens.is(i, "(") || tokens.is(i, "[")) {
        return i;
      }
    }
    return -1;
  }
}
