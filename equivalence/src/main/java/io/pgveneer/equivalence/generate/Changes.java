package io.pgveneer.equivalence.generate;

import java.util.List;
import java.util.stream.Collectors;

/// Makes INSERT, UPDATE, DELETE, MERGE and TRUNCATE.
final class Changes {
  private final Lots lots;
  private final List<Table> tables;
  private final Queries queries;

  Changes(Lots lots, List<Table> tables, Queries queries) {
    this.lots = lots;
    this.tables = tables;
    this.queries = queries;
  }

  String change() {
    Table table = lots.of(tables);
    return switch (lots.below(14)) {
      case 0, 1, 2, 3 -> update(table) + returning(table);
      case 4, 5 -> delete(table) + returning(table);
      case 6, 7, 8 -> insert(table) + returning(table);
      case 9, 10 -> insert(table) + conflict(table) + returning(table);
      case 11 -> insertSelect(table);
      case 12 -> joined(table);
      default ->
          lots.chance(25) ? "TRUNCATE " + table.name() + lots.of("", " CASCADE") : update(table);
    };
  }

  private String update(Table table) {
    List<Table.Column> targets = table.payload();
    if (targets.isEmpty()) {
      targets = table.columns();
    }
    String sets =
        lots.some(targets).stream()
            .map(column -> column.name() + " = " + newValue(column))
            .collect(Collectors.joining(", "));
    return "UPDATE " + table.name() + " SET " + sets + " WHERE " + queries.condition(table, "");
  }

  private String newValue(Table.Column column) {
    if (column.kind().isNumber() && column.references() == null && lots.chance(30)) {
      return column.name() + " + 1";
    }
    return lots.chance(8) ? "NULL" : lots.chance(6) ? "DEFAULT" : column.kind().value(lots);
  }

  private String delete(Table table) {
    return "DELETE FROM " + table.name() + " WHERE " + queries.condition(table, "");
  }

  private String insert(Table table) {
    List<Table.Column> columns =
        lots.chance(70)
            ? table.columns().stream().filter(column -> !column.generatedKey()).toList()
            : table.columns();
    if (columns.isEmpty()) {
      return "INSERT INTO " + table.name() + " DEFAULT VALUES";
    }
    String values =
        columns.stream().map(this::newRowValue).collect(Collectors.joining(", ", "(", ")"));
    if (lots.chance(25)) {
      values +=
          ", "
              + columns.stream().map(this::newRowValue).collect(Collectors.joining(", ", "(", ")"));
    }
    return "INSERT INTO " + table.name() + " (" + Queries.names(columns, "") + ") VALUES " + values;
  }

  private String newRowValue(Table.Column column) {
    return lots.chance(6) ? "DEFAULT" : column.kind().value(lots);
  }

  private String conflict(Table table) {
    if (table.key().isEmpty() || lots.chance(35)) {
      return " ON CONFLICT DO NOTHING";
    }
    String target = " ON CONFLICT (" + String.join(", ", table.key()) + ")";
    List<Table.Column> payload = table.payload();
    if (payload.isEmpty() || lots.chance(20)) {
      return target + " DO NOTHING";
    }
    Table.Column column = lots.of(payload);
    return target
        + " DO UPDATE SET "
        + column.name()
        + " = "
        + lots.of("excluded." + column.name(), column.kind().value(lots));
  }

  private String insertSelect(Table table) {
    List<Table.Column> columns =
        table.columns().stream().filter(column -> !column.generatedKey()).toList();
    if (columns.isEmpty()) {
      columns = table.columns();
    }
    String names = Queries.names(columns, "");
    return "INSERT INTO "
        + table.name()
        + " ("
        + names
        + ") SELECT "
        + names
        + " FROM "
        + table.name()
        + " WHERE "
        + queries.condition(table, "")
        + lots.of("", " ON CONFLICT DO NOTHING");
  }

  private String joined(Table table) {
    for (Table.Column column : table.columns()) {
      Table target = column.references();
      if (target != null && tables.contains(target)) {
        String on =
            " WHERE x."
                + column.name()
                + " = y."
                + target.keyColumn().name()
                + " AND "
                + queries.condition(target, "y.");
        Table.Column set = table.payload().isEmpty() ? column : lots.of(table.payload());
        return lots.chance(50)
            ? "DELETE FROM " + table.name() + " x USING " + target.name() + " y" + on
            : "UPDATE "
                + table.name()
                + " x SET "
                + set.name()
                + " = "
                + set.kind().value(lots)
                + " FROM "
                + target.name()
                + " y"
                + on;
      }
    }
    return delete(table);
  }

  private String returning(Table table) {
    return lots.chance(35) ? " RETURNING " + lots.of("*", table.column(lots).name()) : "";
  }
}
