package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.api.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// A join that gives each row at most one partner: a relation is looked up by its primary key.
///
/// @param key the primary key of the relation that is looked up
/// @param by what it must equal, a column of a relation before it
/// @param inner whether a row without a partner is left out; there should be none then, by a
/// foreign
///     key
record Lookup(ColumnUse key, ColumnUse by, boolean inner) {

  /// The joins of a FROM clause whose first relation gives the rows, in their order.
  ///
  /// Errors: Unsupported where there are others.
  static List<Lookup> of(Query query) {
    List<Lookup> lookups = new ArrayList<>();
    collect(query, Equalities.of(query).found(), query.from, lookups);
    return List.copyOf(lookups);
  }

  private static void collect(
      Query query, List<Equality> equalities, FromItem item, List<Lookup> lookups) {
    if (item.equals(new FromItem.Table(0))) {
      return;
    }
    if (!(item instanceof FromItem.Join join)
        || !(join.second() instanceof FromItem.Table(int source))
        || join.on() == null
        || !isEquality(join.on())) {
      throw new Unsupported("a join that may give several rows for one");
    }
    collect(query, equalities, join.first(), lookups);
    lookups.add(
        equalities.stream()
            .map(equality -> of(query, equality, source, !join.left()))
            .flatMap(List::stream)
            .findFirst()
            .filter(lookup -> isKept(lookup, lookups))
            .orElseThrow(() -> new Unsupported("a join by other columns than a primary key")));
  }

  private static List<Lookup> of(Query query, Equality equality, int source, boolean inner) {
    ColumnUse key = equality.of(source);
    ColumnUse by = equality.other(source);
    Set<String> primaryKey = query.sources.get(source).relation().primaryKey();
    return key != null
            && by != null
            && by.source() < source
            && primaryKey.equals(Set.of(key.column()))
            && (!inner || references(query, by, source))
        ? List.of(new Lookup(key, by, inner))
        : List.of();
  }

  /// Whether a foreign key sees to it that there is a partner.
  private static boolean references(Query query, ColumnUse by, int source) {
    Column column = Objects.requireNonNull(query.sources.get(by.source()).column(by.column()));
    return column.references() == query.sources.get(source).relation().oid();
  }

  /// An inner join leaves rows out for which an outer one before it has found no partner.
  private static boolean isKept(Lookup lookup, List<Lookup> before) {
    return !lookup.inner
        || before.stream()
            .noneMatch(other -> !other.inner && other.key.source() == lookup.by.source());
  }

  /// Whether a condition is that two columns are equal, and nothing else.
  private static boolean isEquality(Expression condition) {
    List<String> parts =
        Arrays.stream(condition.key().split(" ", -1))
            .filter(part -> !part.equals("(") && !part.equals(")"))
            .toList();
    return parts.size() == 3 && parts.get(1).equals("=") && condition.columns().size() == 2;
  }
}
