package io.pgveneer.equivalence.generate;

import io.pgveneer.equivalence.script.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes short stories about one table: steps that mean something together, which chance seldom
/// brings in one row.
final class Stories {
  private static final String PREPARED = "story";

  private final Lots lots;
  private final Supplier<Model> model;
  private final Changes changes;
  private final Pages pages;
  private final int major;

  Stories(Lots lots, Supplier<Model> model, Changes changes, Pages pages, int major) {
    this.lots = lots;
    this.model = model;
    this.changes = changes;
    this.pages = pages;
    this.major = major;
  }

  /// What a session does that is in no transaction; nothing where there is no table.
  List<Step.Action> story() {
    List<Model.Table> tables = model.get().base();
    if (tables.isEmpty()) {
      return List.of();
    }
    Model.Table table = lots.of(tables);
    return switch (lots.below(12)) {
      case 10, 11 -> {
        String list = pages.page(table);
        String values = pages.distinct(table);
        yield plain(list, values, change(table), list, values);
      }
      case 0 ->
          plain(
              begin(),
              change(table),
              "SAVEPOINT story",
              change(table),
              "ROLLBACK TO story",
              "COMMIT",
              rows(table));
      case 1 -> plain(rows(table), begin(), change(table), "ROLLBACK", rows(table));
      case 2, 3 -> prepared(table);
      case 4 ->
          plain(
              "BEGIN",
              "SAVEPOINT story",
              "ALTER TABLE " + table.name() + " ADD COLUMN story integer DEFAULT 7",
              rows(table),
              change(table),
              "ROLLBACK TO story",
              rows(table),
              lots.of("COMMIT", "ROLLBACK"),
              rows(table));
      case 5 ->
          plain(
              "BEGIN",
              lots.of("SET search_path = s1", "SET LOCAL search_path = s1"),
              rows(table),
              "ROLLBACK",
              rows(table),
              totals(table));
      case 6 -> {
        List<Model.Table> partitions = tables.stream().filter(Model.Table::partition).toList();
        Model.Table emptied = partitions.isEmpty() ? table : lots.of(partitions);
        yield plain(
            rows(emptied), lots.of("TRUNCATE ", "DELETE FROM ") + emptied.name(), rows(emptied));
      }
      case 7 -> plain(synchronised(table), rows(table), totals(table));
      case 8 -> plain(change(table), totals(table), change(table), totals(table));
      default -> plain(first(table), page(table), change(table), page(table));
    };
  }

  /// Changes a row that is surely there, in the order of the key, unless the table is empty.
  private String first(Model.Table table) {
    List<Model.Column> key = table.key();
    Kind kind = key.isEmpty() ? null : key.getFirst().kind();
    if (kind == null || !kind.orders()) {
      return changes.update(table, false);
    }
    String name = key.getFirst().name();
    Model.Column column = lots.of(table.payload());
    String set = column.name() + " = " + (column.always() ? "DEFAULT" : column.name());
    return lots.of("DELETE FROM " + table.name(), "UPDATE " + table.name() + " SET " + set)
        + " WHERE "
        + name
        + " = (SELECT "
        + name
        + " FROM "
        + table.name()
        + " ORDER BY 1 LIMIT 1 OFFSET "
        + lots.below(3)
        + ")";
  }

  /// Makes the table like a list of rows that comes from elsewhere.
  private String synchronised(Model.Table table) {
    List<Model.Column> key = table.key();
    if (key.isEmpty() || key.stream().anyMatch(column -> column.kind() == null)) {
      return change(table);
    }
    String names = Scope.list(key.stream().map(Model.Column::name));
    String order =
        key.stream().allMatch(column -> column.kind() != null && column.kind().orders())
            ? " ORDER BY " + names + " LIMIT " + lots.between(1, 4)
            : "";
    String on =
        key.stream()
            .map(column -> "t." + column.name() + " = u." + column.name())
            .collect(Collectors.joining(" AND "));
    String matched = " WHEN MATCHED THEN " + lots.of("DO NOTHING", "DELETE");
    List<Model.Column> payload = table.payload();
    String reset = "UPDATE SET " + lots.of(payload).name() + " = DEFAULT";
    return "MERGE INTO "
        + table.name()
        + " t USING (SELECT "
        + names
        + " FROM "
        + table.name()
        + order
        + ") u ON "
        + on
        + (major < 17
            ? matched
            : lots.of("", matched)
                + " WHEN NOT MATCHED BY SOURCE THEN "
                + lots.of("DELETE", reset, reset));
  }

  private static List<Step.Action> plain(String... statements) {
    return Stream.of(statements).map(sql -> (Step.Action) new Step.Statement(sql, null)).toList();
  }

  private String begin() {
    return lots.of("BEGIN", "BEGIN", "BEGIN ISOLATION LEVEL REPEATABLE READ");
  }

  private String change(Model.Table table) {
    return switch (lots.below(7)) {
      case 5, 6 -> first(table);
      case 0, 1 -> changes.update(table, false);
      case 2 -> changes.insert(table);
      case 3 -> changes.delete(table, false);
      default -> changes.merge(table);
    };
  }

  private List<Step.Action> prepared(Model.Table table) {
    List<Step.Action> steps = new ArrayList<>();
    Step.Action execute = new Step.Execute(PREPARED, List.of());
    steps.add(
        new Step.Prepare(
            PREPARED,
            lots.of(
                rows(table),
                totals(table),
                page(table),
                pages.page(table),
                pages.distinct(table))));
    steps.add(execute);
    steps.addAll(plain(change(table)));
    steps.add(execute);
    steps.addAll(plain(change(table)));
    steps.add(execute);
    steps.add(new Step.Close(PREPARED));
    return steps;
  }

  private static List<Model.Column> sorted(Model.Table table) {
    return table.columns().stream()
        .filter(column -> column.kind() != null && column.kind().orders())
        .toList();
  }

  private static String rows(Model.Table table) {
    List<Model.Column> sorted = sorted(table);
    return sorted.size() == table.columns().size()
        ? "SELECT * FROM "
            + table.name()
            + " ORDER BY "
            + Scope.list(sorted.stream().map(Model.Column::name))
        : "SELECT * FROM " + table.name();
  }

  /// The first rows in the order of the key.
  private String page(Model.Table table) {
    List<Model.Column> sorted = sorted(table);
    if (!Pages.isFixed(table)) {
      return rows(table);
    }
    String direction = lots.of("", " DESC", " DESC NULLS LAST");
    return "SELECT "
        + Scope.list(sorted.stream().map(Model.Column::name))
        + " FROM "
        + table.name()
        + " ORDER BY "
        + Scope.list(table.key().stream().map(column -> column.name() + direction))
        + " LIMIT "
        + lots.between(1, 4);
  }

  /// Aggregates that may be put together from those of production and of the preview's own rows.
  private String totals(Model.Table table) {
    List<Model.Column> numbers =
        table.columns().stream()
            .filter(column -> column.kind() != null && column.kind().isNumber())
            .toList();
    List<Model.Column> sorted = sorted(table);
    List<String> items = new ArrayList<>();
    items.add("count(*)");
    for (Model.Column number : numbers.stream().limit(2).toList()) {
      String name = number.name();
      items.addAll(List.of("count(" + name + ")", "sum(" + name + ")", "avg(" + name + ")"));
    }
    sorted.stream()
        .filter(
            column -> column.kind() != null && (column.kind().isText() || column.kind().isNumber()))
        .limit(2)
        .forEach(column -> items.add("max(" + column.name() + ")"));
    String list = String.join(", ", items);
    if (sorted.isEmpty() || lots.chance(40)) {
      return "SELECT " + list + " FROM " + table.name();
    }
    String by = lots.of(sorted).name();
    return "SELECT "
        + by
        + ", "
        + list
        + " FROM "
        + table.name()
        + " GROUP BY "
        + by
        + " ORDER BY "
        + by
        + lots.of("", " DESC", " NULLS FIRST", " DESC NULLS LAST");
  }
}
