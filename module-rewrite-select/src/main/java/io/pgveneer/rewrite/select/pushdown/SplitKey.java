package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.api.Column;
import io.pgveneer.api.Identifiers;
import io.pgveneer.api.Relation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A column by whose values a block can be split: which of them rows of the preview's own play a
/// part for can be told from these rows.
///
/// Each other relation leads to it over columns that must be equal, and by looking values up.
final class SplitKey {
  /// The common table expression that holds the values, in column `k`.
  static final String VALUES = "pgveneer_values";

  /// As many values are sent to production as an array; more are not worth it.
  private static final double MOST_VALUES = 20_000;

  /// Of the values there are.
  private static final double MOST_TOUCHED = 0.25;

  private static final Set<String> TYPES = Set.of("smallint", "integer", "bigint", "uuid", "date");

  /// A column, and what tells the key from a value of it.
  ///
  /// @param next the column of another relation that must be equal, or the column of the same
  ///     relation that is looked up; null for the key itself
  /// @param lookups how many are to be looked up from here on
  private record Way(ColumnUse at, @Nullable Way next, int lookups) {
    boolean looksUp() {
      return next != null && next.at.source() == at.source();
    }
  }

  final ColumnUse key;
  private final List<Source> sources;
  private final Map<Integer, Way> ways = new HashMap<>();

  private SplitKey(List<Source> sources, ColumnUse key) {
    this.sources = sources;
    this.key = key;
  }

  /// Null where a relation with rows of the preview's own does not lead to the key.
  static @Nullable SplitKey of(List<Source> sources, List<Equality> equalities, ColumnUse key) {
    SplitKey found = new SplitKey(sources, key);
    if (!found.isUsable(key)) {
      return null;
    }
    found.search(equalities);
    for (int i = 0; i < sources.size(); i++) {
      if (sources.get(i).isLayered() && found.ways.get(i) == null) {
        return null;
      }
    }
    return found;
  }

  private boolean isUsable(ColumnUse use) {
    Column column = column(use);
    return !column.mapped() && TYPES.contains(column.type());
  }

  private Column column(ColumnUse use) {
    return Objects.requireNonNull(sources.get(use.source()).column(use.column()));
  }

  /// Goes back from the key; ways with fewer lookups first.
  private void search(List<Equality> equalities) {
    Deque<Way> open = new ArrayDeque<>(List.of(new Way(key, null, 0)));
    Set<ColumnUse> seen = new LinkedHashSet<>();
    while (!open.isEmpty()) {
      Way way = open.pollFirst();
      if (!isUsable(way.at) || !seen.add(way.at)) {
        continue;
      }
      ways.putIfAbsent(way.at.source(), way);
      for (Equality equality : equalities) {
        ColumnUse other = other(equality, way.at);
        if (other != null) {
          open.addFirst(new Way(other, way, way.lookups));
        }
        for (ColumnUse side : List.of(equality.first(), equality.second())) {
          if (side.source() == way.at.source()) {
            open.addLast(new Way(side, way, way.lookups + 1));
          }
        }
      }
    }
  }

  /// The column that leads to this one: never from a row that may stand alone to its partner.
  private static @Nullable ColumnUse other(Equality equality, ColumnUse to) {
    if (equality.first().equals(to)) {
      return equality.second();
    }
    return equality.second().equals(to) && !equality.optional() ? equality.first() : null;
  }

  /// The query of the values that rows of the preview's own play a part for.
  String values() {
    Set<String> parts = new LinkedHashSet<>();
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get(i);
      if (source.isLayered()) {
        Way way = Objects.requireNonNull(ways.get(i));
        String column = name(way.at);
        parts.add(
            along(
                way,
                "SELECT "
                    + column
                    + " FROM "
                    + source.relation().qualifiedName()
                    + " UNION ALL SELECT "
                    + column
                    + " FROM "
                    + Objects.requireNonNull(lower(way.at)).hidden()));
      }
    }
    return "SELECT DISTINCT k FROM ("
        + String.join(" UNION ALL ", parts)
        + ") AS pgveneer_v(k) WHERE k IS NOT NULL";
  }

  /// Rows of upper are looked up by what they lead to themselves: here are those of lower.
  private String along(Way from, String values) {
    String found = values;
    for (Way way = from; way.next != null; way = way.next) {
      if (way.looksUp()) {
        found =
            "SELECT "
                + name(way.next.at)
                + " FROM "
                + lower(way.at).whole()
                + " WHERE "
                + name(way.at)
                + " = ANY (ARRAY("
                + found
                + "))";
      }
    }
    return found;
  }

  /// What reads the rows of a source that rows of the preview's own play no part for, if that is
  /// the key's; else the source's lower side, which then joins with these.
  String untouched(int source, Set<ColumnUse> used) {
    String whole = Objects.requireNonNull(lower(source).whole());
    if (source != key.source()) {
      return whole;
    }
    String nulls = isNullable() ? name(key) + " IS NOT NULL AND " : "";
    return rows(source, used, whole, nulls + name(key) + " <> ALL (ARRAY(" + touched() + "))");
  }

  /// What reads the rows of a source, merged, that join with those that rows of the preview's own
  /// may play a part for.
  String touched(int source, Set<ColumnUse> used) {
    Way way = ways.get(source);
    String merged = sources.get(source).merged();
    if (way == null) {
      return merged;
    }
    String rows = rows(source, used, merged, condition(way));
    return sources.size() == 1 ? rows : "(" + rows + " UNION ALL " + pad(source, used) + ")";
  }

  /// No row, which PostgreSQL expects to be many: it takes an array for ten values, and would look
  /// the rows that join with them up in production one by one.
  private String pad(int source, Set<ColumnUse> used) {
    return rows(
        source,
        used,
        sources.get(source).relation().qualifiedName()
            + ", generate_series(1, 10) AS pgveneer_n(pgveneer_n)",
        "(SELECT false)");
  }

  private static String touched() {
    return "SELECT k FROM " + VALUES;
  }

  private String condition(Way way) {
    String condition = name(way.at) + " = ANY (ARRAY(" + allowed(way) + "))";
    return way.at.equals(key) && isNullable()
        ? "(" + condition + " OR " + name(key) + " IS NULL)"
        : condition;
  }

  private String allowed(Way way) {
    if (way.next == null) {
      return touched();
    }
    return way.looksUp()
        ? "SELECT "
            + name(way.at)
            + " FROM "
            + sources.get(way.at.source()).merged()
            + " WHERE "
            + condition(way.next)
        : allowed(way.next);
  }

  /// Only what the statement names, since there may be no right to more.
  private String rows(int source, Set<ColumnUse> used, String from, String condition) {
    String columns =
        sources.get(source).relation().columns().stream()
            .map(column -> new ColumnUse(source, column.name()))
            .filter(used::contains)
            .map(SplitKey::name)
            .collect(Collectors.joining(", "));
    return "(SELECT " + columns + " FROM " + from + " WHERE " + condition + ")";
  }

  private boolean isNullable() {
    return !sources.get(key.source()).relation().primaryKey().contains(key.column());
  }

  private static String name(ColumnUse use) {
    return Identifiers.quote(use.column());
  }

  private Relation.Lower lower(ColumnUse use) {
    return lower(use.source());
  }

  private Relation.Lower lower(int source) {
    return sources.get(source).lower();
  }

  /// The rows that production is expected to send; infinite where splitting does not pay, or where
  /// statistics do not tell.
  double rows() {
    double values = 0;
    for (int i = 0; i < sources.size(); i++) {
      Way way = ways.get(i);
      if (sources.get(i).isLayered() && way != null) {
        values += Math.max(lower(i).own(), lower(i).masked()) * spread(way);
      }
    }
    double share = values / distinct(key);
    if (values > MOST_VALUES || !(share < MOST_TOUCHED)) {
      return Double.POSITIVE_INFINITY;
    }
    double rows = values;
    for (int i = 0; i < sources.size(); i++) {
      rows += Math.max(lower(i).rows(), 0) * (ways.get(i) == null ? 1 : share);
    }
    return rows;
  }

  /// How many values are looked up, in turn, for the rows of a relation.
  int lookups() {
    return ways.values().stream().mapToInt(Way::lookups).sum();
  }

  /// How many values of the key one value leads to.
  private double spread(Way from) {
    double spread = 1;
    for (Way way = from; way != null; way = way.next) {
      if (way.looksUp()) {
        spread *= Math.max(1, lower(way.at).rows() / distinct(way.at));
      }
    }
    return spread;
  }

  /// How many values a column has; NaN for unknown.
  private double distinct(ColumnUse use) {
    return sources.get(use.source()).distinct(use.column());
  }
}
