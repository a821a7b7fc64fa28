package io.pgveneer.equivalence.generate;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Makes queries whose result PostgreSQL fixes: rows in any order, or in an order over all columns.
final class Queries {
  private final Lots lots;
  private final List<Table> tables;

  Queries(Lots lots, List<Table> tables) {
    this.lots = lots;
    this.tables = tables;
  }

  String query() {
    return switch (lots.below(12)) {
      case 0, 1 -> single();
      case 2 -> ordered(single(), 0);
      case 3, 4 -> join();
      case 5 -> aggregate();
      case 6 -> joinAggregate();
      case 7 -> subquery();
      case 8 -> set();
      case 9 -> cte();
      case 10 -> window();
      default -> wholeRow();
    };
  }

  /// A condition on a table's columns.
  String condition(Table table, String alias) {
    String first = comparison(table, alias);
    return switch (lots.below(6)) {
      case 0 -> first + " AND " + comparison(table, alias);
      case 1 -> first + " OR " + comparison(table, alias);
      case 2 -> "NOT (" + first + ")";
      default -> first;
    };
  }

  private String comparison(Table table, String alias) {
    Table.Column column = lots.chance(40) ? table.keyColumn() : table.column(lots);
    String name = alias + column.name();
    return switch (lots.below(7)) {
      case 0 -> name + " IS NULL";
      case 1 -> name + " IN (" + column.kind().value(lots) + ", " + column.kind().value(lots) + ")";
      case 2 -> name + " <> " + column.kind().value(lots);
      case 3 -> name + " > " + column.kind().value(lots);
      case 4 -> name + " IS NOT DISTINCT FROM " + column.kind().value(lots);
      default -> name + " = " + column.kind().value(lots);
    };
  }

  private String single() {
    Table table = lots.of(tables);
    String columns = lots.chance(40) ? "*" : names(lots.some(table.columns()), "");
    String sql = "SELECT " + lots.of("", "", "DISTINCT ") + columns + " FROM " + table.name();
    return lots.chance(60) ? sql + " WHERE " + condition(table, "") : sql;
  }

  private static String ordered(String sql, int limit) {
    return "SELECT * FROM (" + sql + ") s ORDER BY s" + (limit == 0 ? "" : " LIMIT " + limit);
  }

  private String join() {
    Table left = lots.of(tables);
    Table right = lots.of(tables);
    String kind = lots.of("JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "CROSS JOIN");
    String columns =
        names(lots.some(left.columns()), "x.") + ", " + names(lots.some(right.columns()), "y.");
    String sql =
        "SELECT " + columns + " FROM " + left.name() + " x " + kind + " " + right.name() + " y";
    if (!kind.equals("CROSS JOIN")) {
      sql += " ON " + link(left, right);
    }
    return lots.chance(50) ? sql + " WHERE " + condition(left, "x.") : sql;
  }

  private String link(Table left, Table right) {
    for (Table.Column column : left.columns()) {
      if (column.references() == right) {
        return "x." + column.name() + " = y." + right.keyColumn().name();
      }
    }
    for (Table.Column column : right.columns()) {
      if (column.references() == left) {
        return "y." + column.name() + " = x." + left.keyColumn().name();
      }
    }
    for (Table.Column mine : left.columns()) {
      for (Table.Column other : right.columns()) {
        if (mine.kind() == other.kind()) {
          return "x." + mine.name() + " = y." + other.name();
        }
      }
    }
    return "x." + left.keyColumn().name() + "::text = y." + right.keyColumn().name() + "::text";
  }

  private String aggregate() {
    Table table = lots.of(tables);
    Table.Column group = table.column(lots);
    String measure = measure(table.column(lots), "");
    return lots.chance(30)
        ? "SELECT count(*), " + measure + " FROM " + table.name()
        : "SELECT "
            + group.name()
            + ", count(*), "
            + measure
            + " FROM "
            + table.name()
            + " GROUP BY 1"
            + lots.of("", " HAVING count(*) > 1");
  }

  private String measure(Table.Column column, String alias) {
    String name = alias + column.name();
    if (column.kind().isNumber()) {
      return lots.of("sum(", "max(", "min(", "avg(") + name + ")";
    }
    return lots.of("count(", "count(DISTINCT ") + name + ")";
  }

  private String joinAggregate() {
    Table left = lots.of(tables);
    Table right = lots.of(tables);
    String keys =
        left.key().isEmpty()
            ? names(left.columns(), "x.")
            : names(
                left.columns().stream()
                    .filter(column -> left.key().contains(column.name()))
                    .toList(),
                "x.");
    String shown = left.key().isEmpty() ? keys : names(lots.some(left.columns()), "x.");
    return "SELECT "
        + shown
        + ", count(y), "
        + measure(right.column(lots), "y.")
        + " FROM "
        + left.name()
        + " x LEFT JOIN "
        + right.name()
        + " y ON "
        + link(left, right)
        + " GROUP BY "
        + keys;
  }

  private String subquery() {
    Table outer = lots.of(tables);
    Table inner = lots.of(tables);
    String sql =
        "SELECT " + names(lots.some(outer.columns()), "x.") + " FROM " + outer.name() + " x";
    return switch (lots.below(4)) {
      case 0 ->
          sql
              + " WHERE EXISTS (SELECT FROM "
              + inner.name()
              + " y WHERE "
              + link(outer, inner)
              + ")";
      case 1 ->
          sql
              + " WHERE NOT EXISTS (SELECT FROM "
              + inner.name()
              + " y WHERE "
              + link(outer, inner)
              + " AND "
              + condition(inner, "y.")
              + ")";
      case 2 ->
          "SELECT x."
              + outer.keyColumn().name()
              + ", (SELECT count(*) FROM "
              + inner.name()
              + " y WHERE "
              + link(outer, inner)
              + ") FROM "
              + outer.name()
              + " x";
      default ->
          "SELECT * FROM ("
              + sql
              + ") s WHERE (SELECT count(*) FROM "
              + inner.name()
              + ") > "
              + lots.below(12);
    };
  }

  private String set() {
    Table left = lots.of(tables);
    Table right = lots.of(tables);
    return "SELECT "
        + left.column(lots).name()
        + "::text FROM "
        + left.name()
        + " "
        + lots.of("UNION", "UNION ALL", "EXCEPT", "INTERSECT", "EXCEPT ALL")
        + " SELECT "
        + right.column(lots).name()
        + "::text FROM "
        + right.name();
  }

  private String cte() {
    Table table = lots.of(tables);
    String name = lots.chance(30) ? table.name() : "w";
    return "WITH "
        + name
        + " AS (SELECT * FROM "
        + table.name()
        + " WHERE "
        + condition(table, "")
        + ") SELECT * FROM "
        + name;
  }

  private String window() {
    Table table = lots.of(tables);
    Table.Column column = table.column(lots);
    return "SELECT "
        + table.keyColumn().name()
        + ", count(*) OVER (PARTITION BY "
        + column.name()
        + "), rank() OVER (ORDER BY "
        + column.name()
        + ") FROM "
        + table.name();
  }

  private String wholeRow() {
    Table table = lots.of(tables);
    return lots.of(
            "SELECT x FROM ",
            "SELECT count(x) FROM ",
            "SELECT to_jsonb(x) FROM ",
            "SELECT x.*, 1 FROM ")
        + table.name()
        + " x";
  }

  static String names(List<Table.Column> columns, String alias) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> alias + columns.get(i).name())
        .collect(Collectors.joining(", "));
  }
}
