package io.pgveneer.rewrite.select;

import io.pgveneer.api.Column;
import io.pgveneer.api.Identifiers;
import io.pgveneer.api.Relation;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.TokenList;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A table grouped by its primary key may show its other columns too. A stand-in has no primary
/// key, so the
/// columns used are added to the GROUP BY list: the key decides them, so the groups stay the same.
/// Of a type without equality it is the value's text that is added, and read again where the column
/// is used.
final class GroupedKeys {
  /// Types without equality of which nothing is lost in their text; how many digits that of others
  /// has is a setting.
  private static final Set<String> TEXTS = Set.of("json", "xml");

  /// A mention of a column, or of all of them by `*`.
  ///
  /// @param name the column's; null for `*`
  /// @param first index of its first token
  private record Use(@Nullable String name, int first, int last) {}

  private final String sql;
  private final Outline outline;
  private final TokenList tokens;
  private final Scopes scopes;
  private final Splice splice;

  /// What is grouped by, by the block's index.
  private final Map<Integer, List<Extent>> grouped = new TreeMap<>();

  GroupedKeys(String sql, Outline outline, Scopes scopes, Splice splice) {
    this.sql = sql;
    this.outline = outline;
    this.tokens = TokenList.of(sql);
    this.scopes = scopes;
    this.splice = splice;
  }

  /// Finds the relations that are grouped by their keys.
  void find() {
    for (int i = 0; i < outline.blocks().size(); i++) {
      QueryBlock block = outline.blocks().get(i);
      if (block.groupBy() != null) {
        List<Extent> elements = elements(block, block.groupBy());
        grouped.put(i, elements);
        for (Item item : scopes.of(i)) {
          item.groupedByKey =
              item.isReplaced() && item.inBlock == null && isGroupedByKey(item, elements);
        }
      }
    }
  }

  void rewrite() {
    grouped.forEach(
        (block, elements) ->
            scopes.of(block).stream()
                .filter(item -> item.groupedByKey)
                .forEach(item -> add(item, block, elements)));
  }

  /// The grouped expressions; a position in the select list, or a name given there, means what
  /// stands there.
  private List<Extent> elements(QueryBlock block, Extent groupBy) {
    List<Extent> elements = new ArrayList<>();
    List<Extent> select = block.select() == null ? List.of() : items(block.select());
    for (Extent element : items(groupBy)) {
      String text = element.in(sql);
      Extent meant = element;
      if (text.chars().allMatch(c -> c >= '0' && c <= '9') && text.length() < 5) {
        int position = Integer.parseInt(text);
        meant = position >= 1 && position <= select.size() ? select.get(position - 1) : element;
      } else {
        for (Extent named : select) {
          int last = tokens.at(named.end()) - 1;
          if (tokens.at(named.start()) < last
              && !tokens.is(last - 1, ".")
              && tokens.isName(last)
              && tokens.text(last).equals(text)) {
            meant = named;
          }
        }
      }
      elements.add(withoutLabel(meant));
      elements.add(element);
    }
    return elements;
  }

  private Extent withoutLabel(Extent item) {
    int first = tokens.at(item.start());
    int last = first;
    while (tokens.is(last + 1, ".") && tokens.isName(last + 2)) {
      last += 2;
    }
    boolean simple = tokens.isName(first) && !tokens.is(last + 1, "(");
    int end = tokens.at(item.end());
    boolean labelled =
        last + 2 == end && tokens.isName(last + 1) || last + 3 == end && tokens.is(last + 1, "as");
    return simple && labelled ? new Extent(item.start(), tokens.end(last)) : item;
  }

  private List<Extent> items(Extent extent) {
    return tokens.items(tokens.at(extent.start()), tokens.at(extent.end()));
  }

  private boolean isGroupedByKey(Item item, List<Extent> grouped) {
    Relation relation = item.relation;
    if (relation == null || relation.primaryKey().isEmpty()) {
      return false;
    }
    for (String key : relation.primaryKey()) {
      if (grouped.stream().noneMatch(element -> key.equals(columnOf(item, element)))) {
        return false;
      }
    }
    return true;
  }

  /// The column of `item` that a reference means, or null.
  private @Nullable String columnOf(Item item, Extent reference) {
    int first = tokens.at(reference.start());
    int parts = tokens.at(reference.end()) - first;
    int column = first + parts - 1;
    if (parts < 1 || !tokens.isName(first) || !tokens.isName(column)) {
      return null;
    }
    String name = tokens.name(column);
    boolean qualified =
        parts == 3 && tokens.name(first).equals(item.reference.correlation())
            || parts == 5 && tokens.name(first + 2).equals(item.reference.correlation());
    return (parts == 1 || qualified) && item.hasColumn(name) ? name : null;
  }

  private void add(Item item, int index, List<Extent> grouped) {
    QueryBlock block = outline.blocks().get(index);
    Extent groupBy = Objects.requireNonNull(block.groupBy());
    List<Use> uses = new ArrayList<>();
    for (Extent clause :
        new Extent[] {
          block.select(), block.having(), block.orderBy(), block.distinct(), block.window()
        }) {
      if (clause != null) {
        collect(item, clause, uses);
      }
    }
    Set<String> used = new LinkedHashSet<>(item.groupedRow ? names(item) : List.of());
    for (Use use : uses) {
      used.addAll(use.name == null ? names(item) : List.of(use.name));
    }
    for (Extent element : grouped) {
      String already = columnOf(item, element);
      if (already != null) {
        used.remove(already);
      }
    }
    StringBuilder added = new StringBuilder();
    Set<String> texts = new LinkedHashSet<>();
    for (String name : used) {
      Column column = item.column(name);
      boolean text = column != null && TEXTS.contains(column.type());
      if (column != null && !column.isGroupable() && !text) {
        throw unreadable(column);
      }
      if (text) {
        texts.add(name);
      }
      String reference = item.correlationText(sql) + "." + Identifiers.quote(name);
      added.append(", ").append(text ? text(reference) : reference);
    }
    if (!added.isEmpty()) {
      splice.insert(groupBy.end(), added.toString());
    }
    if (!texts.isEmpty()) {
      uses.forEach(use -> readAgain(item, index, use, texts));
    }
  }

  private static Unreadable unreadable(Column column) {
    return Unreadable.because(
        "GROUP BY the key of a table while column \""
            + column.name()
            + "\" of type "
            + column.type()
            + " is used");
  }

  /// A column as what is grouped by its relation's key shows it.
  static String shown(String correlation, Column column) {
    String reference = correlation + "." + Identifiers.quote(column.name());
    return TEXTS.contains(column.type())
        ? "(" + text(reference) + ")::pg_catalog." + column.type()
        : reference;
  }

  private static String text(String reference) {
    return "(" + reference + ")::pg_catalog.text";
  }

  /// Has a mention of columns that are grouped by their texts show these.
  private void readAgain(Item item, int index, Use use, Set<String> texts) {
    QueryBlock block = outline.blocks().get(index);
    Extent extent = new Extent(tokens.start(use.first), tokens.end(use.last));
    boolean alone = block.select() != null && items(block.select()).contains(extent);
    if (use.name == null) {
      if (!alone && item.groupedRow) {
        return;
      }
      boolean only = use.first < use.last || item.reference.item().equals(block.from());
      splice.replace(extent, allColumns(item, texts, alone && only));
    } else if (texts.contains(use.name)) {
      Column column = Objects.requireNonNull(item.column(use.name));
      // PostgreSQL looks for no expression that is grouped by in a subquery
      if (tokens.is(use.first - 1, ".") || scopes.blockAt(extent.start()) != index) {
        throw unreadable(column);
      }
      splice.replace(
          extent,
          shown(item.correlationText(sql), column)
              + (alone ? " AS " + Identifiers.quote(column.name()) : ""));
    }
  }

  private String allColumns(Item item, Set<String> texts, boolean possible) {
    List<String> columns = new ArrayList<>();
    for (Column column : Objects.requireNonNull(item.relation).columns()) {
      if (texts.contains(column.name()) && !possible) {
        throw unreadable(column);
      }
      columns.add(
          shown(item.correlationText(sql), column)
              + (texts.contains(column.name()) ? " AS " + Identifiers.quote(column.name()) : ""));
    }
    return String.join(", ", columns);
  }

  /// Adds the mentions of columns of `item` in a clause.
  private void collect(Item item, Extent clause, List<Use> uses) {
    int to = tokens.at(clause.end());
    for (int i = tokens.at(clause.start()); i < to; i++) {
      boolean qualified = tokens.is(i - 1, ".");
      boolean ours =
          !qualified
              || tokens.isName(i - 2) && tokens.name(i - 2).equals(item.reference.correlation());
      if (!ours) {
        continue;
      }
      int first = qualified ? i - 2 : i;
      if (tokens.is(i, "*") && (qualified || isSelectStar(i))) {
        uses.add(new Use(null, first, i));
      } else if (tokens.isName(i)
          && !tokens.is(i + 1, "(")
          && !tokens.is(i + 1, ".")
          && item.hasColumn(tokens.name(i))
          && (qualified || Names.isOperandPosition(tokens, i))) {
        uses.add(new Use(tokens.name(i), first, i));
      }
    }
  }

  private boolean isSelectStar(int index) {
    return tokens.is(index - 1, "select")
        || tokens.is(index - 1, ",")
        || tokens.is(index - 1, "distinct");
  }

  private static List<String> names(Item item) {
    return item.relation == null
        ? List.of()
        : item.relation.columns().stream().map(Column::name).toList();
  }
}
