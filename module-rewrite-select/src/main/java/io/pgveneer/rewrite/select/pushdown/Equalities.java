package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.api.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds in conditions what must be equal.
final class Equalities {
  private static final Set<String> INTEGERS = Set.of("smallint", "integer", "bigint");
  private static final Set<String> OTHERS = Set.of("uuid", "text", "date");

  private static final int FEW = 2;

  /// Words beside which an AND may be no conjunction of conditions.
  private static final Set<String> UNCUT = Set.of("or", "between", "case");

  private final List<Source> sources;
  private final List<Equality> found = new ArrayList<>();
  private boolean pinned;
  private double rows = Double.POSITIVE_INFINITY;

  Equalities(List<Source> sources) {
    this.sources = sources;
  }

  static Equalities of(Query query) {
    Equalities equalities = new Equalities(query.sources);
    equalities.add(query.from, query.where == null ? List.of() : List.of(query.where), 0);
    return equalities;
  }

  /// @param inner the place of the first relation of the subquery that it is in, if it is in one: a
  ///     row around it may stand alone
  void add(FromItem from, List<Expression> conditions, int inner) {
    int before = found.size();
    collect(from);
    for (Expression condition : conditions) {
      collect(condition, Integer.MAX_VALUE, false);
    }
    for (int i = before; i < found.size(); i++) {
      Equality equality = found.get(i);
      if (equality.first().source() < inner && equality.second().source() >= inner) {
        found.set(i, new Equality(equality.first(), equality.second(), true));
      }
    }
  }

  List<Equality> found() {
    return found;
  }

  /// Whether a relation's key is given, or a column of which each value occurs once.
  boolean pinsARow() {
    return pinned;
  }

  /// The rows that conditions of the form `column = value` leave of the one relation there is, on
  /// the average of its values; infinite where there is none, or where statistics do not tell.
  double rows() {
    return rows;
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
    List<String> parts = new ArrayList<>();
    for (String part : condition.key().split(" ", -1)) {
      int last = parts.size() - 1;
      if (part.equals(")") && last > 0 && parts.get(last - 1).equals("(")) {
        parts.remove(last - 1);
      } else {
        parts.add(part);
      }
    }
    collect(parts, second, left);
  }

  private void collect(List<String> parts, int second, boolean left) {
    int depth = 0;
    int from = 0;
    List<List<String>> conjuncts = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      if (part.equals("(")) {
        depth++;
      } else if (part.equals(")")) {
        depth--;
      } else if (depth == 0 && UNCUT.contains(part)) {
        return;
      } else if (depth == 0 && part.equals("and")) {
        conjuncts.add(parts.subList(from, i));
        from = i + 1;
      }
    }
    if (from > 0) {
      conjuncts.add(parts.subList(from, parts.size()));
      conjuncts.forEach(conjunct -> collect(conjunct, second, left));
    } else if (isInParentheses(parts)) {
      collect(parts.subList(1, parts.size() - 1), second, left);
    } else {
      conjunct(parts, second, left);
    }
  }

  private static boolean isInParentheses(List<String> parts) {
    int depth = 0;
    for (int i = 0; i < parts.size(); i++) {
      depth += parts.get(i).equals("(") ? 1 : parts.get(i).equals(")") ? -1 : 0;
      if (depth == 0) {
        return i > 0 && i == parts.size() - 1;
      }
    }
    return false;
  }

  private void conjunct(List<String> parts, int second, boolean left) {
    if (parts.size() != 3 || !parts.get(1).equals("=")) {
      return;
    }
    ColumnUse a = column(parts.getFirst());
    ColumnUse b = column(parts.getLast());
    if (a == null || b == null) {
      ColumnUse one = a == null ? b : a;
      if (one != null && !left) {
        pinned |= isKey(one);
        rows = sources.size() == 1 ? Math.min(rows, rowsOfAValue(one)) : rows;
      }
      return;
    }
    if (a.source() == b.source() || !comparable(type(a), type(b))) {
      return;
    }
    if (a.source() > b.source()) {
      add(b, a, second, left);
    } else {
      add(a, b, second, left);
    }
  }

  private void add(ColumnUse first, ColumnUse last, int second, boolean left) {
    boolean across = first.source() < second && last.source() >= second;
    if (!left || across || first.source() >= second) {
      found.add(new Equality(first, last, left && across));
    }
  }

  private double rowsOfAValue(ColumnUse use) {
    Source source = sources.get(use.source());
    double found = source.lower().rows() / source.distinct(use.column());
    return Double.isNaN(found) ? Double.POSITIVE_INFINITY : found;
  }

  private boolean isKey(ColumnUse use) {
    Source source = sources.get(use.source());
    Column column = Objects.requireNonNull(source.column(use.column()));
    // a row of one among many relations may join with many
    return sources.size() <= FEW && column.distinct() == -1
        || source.relation().primaryKey().equals(Set.of(use.column()));
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
    return source < sources.size() && sources.get(source).column(name) != null
        ? new ColumnUse(source, name)
        : null;
  }

  private String type(ColumnUse use) {
    Column column = Objects.requireNonNull(sources.get(use.source()).column(use.column()));
    return column.type();
  }

  private static boolean comparable(String a, String b) {
    return INTEGERS.contains(a) && INTEGERS.contains(b) || OTHERS.contains(a) && a.equals(b);
  }
}
