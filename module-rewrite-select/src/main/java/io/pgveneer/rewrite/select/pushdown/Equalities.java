package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.api.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds in conditions what must be equal.
final class Equalities {
  private static final Set<String> INTEGERS = Set.of("smallint", "integer", "bigint");
  private static final Set<String> OTHERS = Set.of("uuid", "text", "date");

  private final Query query;
  private final List<Equality> found = new ArrayList<>();
  private boolean pinned;

  private Equalities(Query query) {
    this.query = query;
  }

  static Equalities of(Query query) {
    Equalities equalities = new Equalities(query);
    equalities.collect(query.from);
    if (query.where != null) {
      equalities.collect(query.where, Integer.MAX_VALUE, false);
    }
    return equalities;
  }

  List<Equality> found() {
    return found;
  }

  /// Whether a relation's primary key is given, so that it has one row at most.
  boolean pinsARow() {
    return pinned;
  }

  private void collect(FromItem item) {
    if (item instanceof FromItem.Join join) {
      collect(join.first());
      collect(join.second());
      if (join.on() != null) {
        collect(join.on(), join.second().lowest(), join.left());
      }
    }
  }

  /// @param second the place of the first relation on the right
  private void collect(Expression condition, int second, boolean left) {
    String key = " " + condition.key().toLowerCase(Locale.ROOT) + " ";
    if (key.contains(" or ")
        || key.contains(" between ")
        || key.contains(" case ")
        || key.contains(" ( ")) {
      return;
    }
    for (String conjunct : condition.key().split(" and ", -1)) {
      conjunct(Arrays.asList(conjunct.split(" ", -1)), second, left);
    }
  }

  private void conjunct(List<String> parts, int second, boolean left) {
    if (parts.size() != 3 || !parts.get(1).equals("=")) {
      return;
    }
    ColumnUse a = column(parts.getFirst());
    ColumnUse b = column(parts.getLast());
    if (a == null || b == null) {
      ColumnUse one = a == null ? b : a;
      pinned |= one != null && !left && isKey(one);
      return;
    }
    if (a.source() == b.source() || !comparable(type(a), type(b))) {
      return;
    }
    boolean across = (a.source() < second) != (b.source() < second);
    if (!left || across) {
      found.add(new Equality(a, b));
    }
  }

  private boolean isKey(ColumnUse use) {
    return query.sources.get(use.source()).relation().primaryKey().equals(Set.of(use.column()));
  }

  private @Nullable ColumnUse column(String key) {
    int dot = key.indexOf('.');
    if (!key.startsWith("#")
        || dot < 2
        || !key.substring(1, dot).chars().allMatch(Character::isDigit)) {
      return null;
    }
    int source = Integer.parseInt(key.substring(1, dot));
    String name = key.substring(dot + 1);
    return source < query.sources.size() && query.sources.get(source).column(name) != null
        ? new ColumnUse(source, name)
        : null;
  }

  private String type(ColumnUse use) {
    Column column = Objects.requireNonNull(query.sources.get(use.source()).column(use.column()));
    return column.type();
  }

  private static boolean comparable(String a, String b) {
    return INTEGERS.contains(a) && INTEGERS.contains(b) || OTHERS.contains(a) && a.equals(b);
  }
}
