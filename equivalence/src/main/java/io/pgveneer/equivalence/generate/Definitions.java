package io.pgveneer.equivalence.generate;

import java.util.List;

/// Makes DDL, and keeps the generator's picture of the tables near the truth.
final class Definitions {
  private final Lots lots;
  private final List<Table> tables;
  private int next;

  Definitions(Lots lots, List<Table> tables) {
    this.lots = lots;
    this.tables = tables;
  }

  String definition() {
    Table table = lots.of(tables);
    int number = next++;
    return switch (lots.below(13)) {
      case 0, 1, 2 -> addColumn(table, number);
      case 3 -> dropColumn(table);
      case 4, 5 -> renameColumn(table, number);
      case 6 -> retype(table);
      case 7 ->
          alter(table)
              + " ALTER COLUMN "
              + table.column(lots).name()
              + lots.of(" SET NOT NULL", " DROP NOT NULL", " SET DEFAULT NULL", " DROP DEFAULT");
      case 8 -> alter(table) + " ADD UNIQUE (" + table.column(lots).name() + ")";
      case 9 ->
          lots.of("CREATE INDEX", "CREATE UNIQUE INDEX")
              + " i"
              + number
              + " ON "
              + table.name()
              + " ("
              + table.column(lots).name()
              + ")";
      case 10 -> rename(table, number);
      case 11 -> "CREATE VIEW w" + number + " AS SELECT * FROM " + table.name();
      default -> create(table, number);
    };
  }

  private static String alter(Table table) {
    return "ALTER TABLE " + table.name();
  }

  private String addColumn(Table table, int number) {
    Kind kind = lots.of(Kind.values());
    String name = "x" + number;
    String rest =
        lots.of(
            "",
            "",
            " DEFAULT " + kind.value(lots),
            " NOT NULL DEFAULT " + kind.value(lots),
            " NOT NULL");
    String sql = alter(table) + " ADD COLUMN " + name + " " + kind.sql() + rest;
    table.columns().add(new Table.Column(name, kind, false, null));
    return sql;
  }

  private String dropColumn(Table table) {
    Table.Column column = table.column(lots);
    if (table.payload().size() > 1 && !table.key().contains(column.name())) {
      table.columns().remove(column);
    }
    return alter(table) + " DROP COLUMN " + column.name() + lots.of("", " CASCADE");
  }

  private String renameColumn(Table table, int number) {
    Table.Column column = table.column(lots);
    String name = "y" + number;
    table
        .columns()
        .set(
            table.columns().indexOf(column),
            new Table.Column(name, column.kind(), column.generatedKey(), column.references()));
    table.key().replaceAll(key -> key.equals(column.name()) ? name : key);
    return alter(table) + " RENAME COLUMN " + column.name() + " TO " + name;
  }

  private String retype(Table table) {
    Table.Column column = table.column(lots);
    String type =
        column.kind() == Kind.INT
            ? lots.of("bigint", "numeric(8,2)", "text")
            : lots.of("text", "varchar(40)");
    return alter(table) + " ALTER COLUMN " + column.name() + " TYPE " + type;
  }

  private String rename(Table table, int number) {
    String sql = alter(table) + " RENAME TO z" + number;
    table.rename("z" + number);
    return sql;
  }

  private String create(Table table, int number) {
    Table made = new Table("m" + number);
    made.columns().addAll(table.columns());
    tables.add(made);
    return lots.chance(50)
        ? "CREATE TABLE " + made.name() + " AS SELECT * FROM " + table.name()
        : "CREATE TABLE " + made.name() + " (LIKE " + table.name() + " INCLUDING ALL)";
  }
}
