package io.pgveneer.equivalence.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Makes production: tables and their rows.
final class SchemaMaker {
  private static final int ROWS = 12;

  private final Lots lots;
  private final List<Table> tables = new ArrayList<>();
  private final List<String> statements = new ArrayList<>();

  SchemaMaker(Lots lots) {
    this.lots = lots;
  }

  List<Table> tables() {
    return tables;
  }

  /// The set-up, a statement a line.
  String make() {
    statements.add("CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy')");
    int count = lots.between(2, 4);
    for (int i = 0; i < count; i++) {
      table(i);
    }
    if (lots.chance(50)) {
      Table table = lots.of(tables);
      statements.add("CREATE VIEW v0 AS SELECT * FROM " + table.name());
    }
    return statements.stream().map(sql -> sql + ";\n").collect(Collectors.joining());
  }

  private void table(int number) {
    Table table = new Table(lots.chance(15) ? "\"T " + number + "\"" : "t" + number);
    List<String> definitions = new ArrayList<>();
    key(table, definitions);
    int payload = lots.between(1, 4);
    for (int i = 0; i < payload; i++) {
      payload(table, definitions, i);
    }
    if (!tables.isEmpty() && lots.chance(70)) {
      reference(table, definitions);
    }
    if (!table.key().isEmpty()) {
      definitions.add("PRIMARY KEY (" + String.join(", ", table.key()) + ")");
    }
    statements.add("CREATE TABLE " + table.name() + " (" + String.join(", ", definitions) + ")");
    rows(table);
    tables.add(table);
  }

  private void key(Table table, List<String> definitions) {
    switch (lots.below(8)) {
      case 0, 1 -> key(table, definitions, "id", Kind.INT, "serial", true);
      case 2 -> {
        String identity = lots.of("ALWAYS", "BY DEFAULT");
        String type = "int GENERATED " + identity + " AS IDENTITY";
        key(table, definitions, "id", Kind.INT, type, true);
      }
      case 3 -> key(table, definitions, "id", Kind.INT, "int", false);
      case 4 -> key(table, definitions, "code", Kind.TEXT, "text", false);
      case 5 -> key(table, definitions, "u", Kind.UUID, "uuid", false);
      case 6 -> {
        key(table, definitions, "a", Kind.INT, "int", false);
        key(table, definitions, "b", Kind.TEXT, "text", false);
      }
      default -> {
        definitions.add("n int");
        table.columns().add(new Table.Column("n", Kind.INT, false, null));
      }
    }
  }

  private static void key(
      Table table,
      List<String> definitions,
      String name,
      Kind kind,
      String type,
      boolean generated) {
    definitions.add(name + " " + type);
    table.columns().add(new Table.Column(name, kind, generated, null));
    table.key().add(name);
  }

  private void payload(Table table, List<String> definitions, int number) {
    Kind kind = lots.of(Kind.values());
    String name = lots.chance(10) ? "\"C " + number + "\"" : "c" + number;
    String definition = name + " " + kind.sql();
    if (lots.chance(25)) {
      definition += " DEFAULT " + kind.value(lots);
    }
    if (lots.chance(15)) {
      definition += " UNIQUE";
    }
    if (kind.isNumber() && lots.chance(20)) {
      definition += " CHECK (" + name + " < 11)";
    }
    definitions.add(definition);
    table.columns().add(new Table.Column(name, kind, false, null));
  }

  private void reference(Table table, List<String> definitions) {
    Table target = lots.of(tables);
    if (target.key().size() != 1) {
      return;
    }
    Kind kind = target.keyColumn().kind();
    String actions = lots.of("", " ON DELETE CASCADE", " ON DELETE SET NULL", " ON UPDATE CASCADE");
    definitions.add("r " + kind.sql() + " REFERENCES " + target.name() + actions);
    table.columns().add(new Table.Column("r", kind, false, target));
  }

  private void rows(Table table) {
    for (int i = 0; i < ROWS; i++) {
      List<Table.Column> columns =
          table.columns().stream().filter(column -> !column.generatedKey()).toList();
      if (columns.isEmpty()) {
        statements.add("INSERT INTO " + table.name() + " DEFAULT VALUES");
        continue;
      }
      statements.add(
          "INSERT INTO "
              + table.name()
              + " ("
              + columns.stream().map(Table.Column::name).collect(Collectors.joining(", "))
              + ") SELECT "
              + columns.stream().map(this::value).collect(Collectors.joining(", "))
              + " ON CONFLICT DO NOTHING");
    }
  }

  private String value(Table.Column column) {
    if (column.references() != null) {
      Table target = column.references();
      String key = target.keyColumn().name();
      return "(SELECT "
          + key
          + " FROM "
          + target.name()
          + " ORDER BY 1 OFFSET "
          + lots.below(8)
          + " LIMIT 1)";
    }
    if (column.kind().isNumber()) {
      return lots.below(11) + "::" + column.kind().sql();
    }
    return column.kind().typed(lots);
  }
}
