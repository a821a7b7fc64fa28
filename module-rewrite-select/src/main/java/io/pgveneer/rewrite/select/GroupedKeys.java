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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A table grouped by its primary key may show its other columns too. A stand-in has no primary
/// key, so the
/// columns used are added to the GROUP BY list: the key decides them, so the groups stay the same.
final class GroupedKeys {
  /// Types without equality, which cannot be grouped by.
  private static final Set<String> INCOMPARABLE =
      Set.of("json", "xml", "point", "box", "path", "polygon", "line", "lseg", "circle");

  private final String sql;
  private final Outline outline;
  private final TokenList tokens;
  private final Scopes scopes;
  private final Splice splice;

  GroupedKeys(String sql, Outline outline, Scopes scopes, Splice splice) {
    this.sql = sql;
    this.outline = outline;
    this.tokens = TokenList.of(sql);
    this.scopes = scopes;
    this.splice = splice;
  }

  void rewrite() {
    for (int i = 0; i < outline.blocks().size(); i++) {
      QueryBlock block = outline.blocks().get(i);
      Extent groupBy = block.groupBy();
      if (groupBy == null) {
        continue;
      }
      List<Extent> grouped = elements(block, groupBy);
      for (Item item : scopes.of(i)) {
        if (item.isReplaced() && item.inBlock == null && isGroupedByKey(item, grouped)) {
          add(item, block, groupBy, grouped);
        }
      }
    }
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

  private void add(Item item, QueryBlock block, Extent groupBy, List<Extent> grouped) {
    Set<String> used = new LinkedHashSet<>();
    for (Extent clause :
        new Extent[] {
          block.select(), block.having(), block.orderBy(), block.distinct(), block.window()
        }) {
      if (clause != null) {
        collect(item, clause, used);
      }
    }
    for (Extent element : grouped) {
      String already = columnOf(item, element);
      if (already != null) {
        used.remove(already);
      }
    }
    StringBuilder added = new StringBuilder();
    for (String name : used) {
      Column column = item.column(name);
      if (column != null && INCOMPARABLE.contains(column.type())) {
        throw Unreadable.because(
            "GROUP BY the key of a table while column \""
                + name
                + "\" of type "
                + column.type()
                + " is used");
      }
      added
          .append(", ")
          .append(item.correlationText(sql))
          .append('.')
          .append(Identifiers.quote(name));
    }
    if (!added.isEmpty()) {
      splice.insert(groupBy.end(), added.toString());
    }
  }

  /// Adds the columns of `item` that a clause mentions.
  private void collect(Item item, Extent clause, Set<String> used) {
    int to = tokens.at(clause.end());
    for (int i = tokens.at(clause.start()); i < to; i++) {
      boolean qualified = tokens.is(i - 1, ".");
      boolean ours =
          !qualified
              || tokens.isName(i - 2) && tokens.name(i - 2).equals(item.reference.correlation());
      if (!ours) {
        continue;
      }
      if (tokens.is(i, "*") && (qualified || isSelectStar(i))) {
        used.addAll(names(item));
      } else if (tokens.isName(i)
          && !tokens.is(i + 1, "(")
          && !tokens.is(i + 1, ".")
          && item.hasColumn(tokens.name(i))
          && (qualified || Names.isOperandPosition(tokens, i))) {
        used.add(tokens.name(i));
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
