package io.pgveneer.equivalence.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Makes statements that write or lock rows.
final class Changes {
  private final Lots lots;
  private final Supplier<Model> model;
  private final Expressions expressions;
  private final Queries queries;
  private final int major;
  private final Relatives relatives;

  Changes(Lots lots, Supplier<Model> model, Expressions expressions, Queries queries, int major) {
    this.lots = lots;
    this.model = model;
    this.expressions = expressions;
    this.queries = queries;
    this.major = major;
    this.relatives = new Relatives(lots, model);
  }

  String change() {
    List<Model.Table> tables = model.get().base();
    if (tables.isEmpty()) {
      return "SELECT 1";
    }
    List<Model.Table> all = model.get().relations();
    Model.Table table = lots.chance(92) ? lots.of(tables) : lots.of(all);
    return switch (lots.below(26)) {
      case 0, 1, 2, 3, 4 -> update(table, true);
      case 5, 6, 7 -> delete(table, true);
      case 8, 9, 10, 11 -> insert(table);
      case 12, 13 -> insertSelect(table);
      case 14, 15 -> lots.chance(70) ? merge(table) : withChange(table);
      case 16, 17 -> locking(table);
      case 18 -> truncate(table);
      case 19 -> copyOut(table);
      case 20 ->
          "LOCK TABLE "
              + table.name()
              + lots.of(
                  "", " IN SHARE MODE", " IN ROW EXCLUSIVE MODE NOWAIT", " IN ACCESS SHARE MODE");
      case 21, 22, 23, 24 -> relatives.change(table);
      default -> update(table, true);
    };
  }

  String update(Model.Table table, boolean returning) {
    Scope scope = Scope.of(Scope.Source.of("t", table));
    String sets = sets(table, scope);
    String from = "";
    String where = where(table, scope);
    if (lots.chance(12)) {
      Model.Table other = lots.of(model.get().relations());
      from = " FROM " + other.name() + " u";
      Scope both =
          new Scope(List.of(Scope.Source.of("t", table), Scope.Source.of("u", other)), List.of());
      where =
          " WHERE "
              + link(table, other)
              + (lots.chance(40) ? " AND " + expressions.condition(both, 1) : "");
    }
    return "UPDATE "
        + table.name()
        + lots.of(" t", " AS t")
        + " SET "
        + sets
        + from
        + where
        + (returning ? returning(table) : "");
  }

  private String link(Model.Table table, Model.Table other) {
    List<String> links = new ArrayList<>();
    for (Model.Column mine : table.columns()) {
      for (Model.Column its : other.columns()) {
        if (mine.kind() != null && mine.kind().equals(its.kind()) && mine.kind().orders()) {
          links.add("t." + mine.name() + " = u." + its.name());
        }
      }
    }
    return links.isEmpty() ? "true" : lots.of(links);
  }

  private String sets(Model.Table table, Scope scope) {
    return sets(table, lots.chance(88) ? table.payload() : table.columns(), scope);
  }

  private String sets(Model.Table table, List<Model.Column> all, Scope scope) {
    // Several rows would draw their numbers in the order in which the plan finds them.
    List<Model.Column> undrawn = all.stream().filter(column -> !column.drawn()).toList();
    if (undrawn.isEmpty()) {
      // a table may have lost all of its columns
      String name = all.isEmpty() ? "none" : all.getFirst().name();
      return name + " = t." + name;
    }
    List<Model.Column> targets = lots.some(undrawn).stream().limit(3).toList();
    if (targets.size() > 1 && lots.chance(8)) {
      return "("
          + Scope.list(targets.stream().map(Model.Column::name))
          + ") = (SELECT "
          + Scope.list(targets.stream().map(column -> newValue(column, table, scope)))
          + ")";
    }
    return targets.stream()
        .map(column -> column.name() + " = " + newValue(column, table, scope))
        .collect(Collectors.joining(", "));
  }

  private String newValue(Model.Column column, Model.Table table, Scope scope) {
    if (column.kind() == null || column.always() || column.generated()) {
      return "DEFAULT";
    }
    if (isKey(column, table) || lots.chance(50)) {
      return lots.chance(5) && !column.required() ? "NULL" : column.kind().value(lots);
    }
    return lots.chance(8) ? "DEFAULT" : expressions.value(column.kind(), scope, 2);
  }

  private static boolean isKey(Model.Column column, Model.Table table) {
    return table.keys().stream().anyMatch(key -> key.contains(column.bare()));
  }

  /// Mostly few rows, so that there is something left.
  String where(Model.Table table, Scope scope) {
    List<Model.Column> key = table.key();
    if (!key.isEmpty() && lots.chance(50)) {
      return " WHERE "
          + key.stream()
              .map(
                  column ->
                      column.kind() == null
                          ? column.name() + " IS NOT NULL"
                          : "t." + column.name() + pick(column.kind()))
              .collect(Collectors.joining(" AND "));
    }
    return lots.chance(4) ? "" : " WHERE " + expressions.condition(scope, lots.of(0, 1, 1, 2));
  }

  private String pick(Kind kind) {
    return lots.chance(80)
        ? " = " + kind.value(lots)
        : " IN (" + kind.value(lots) + ", " + kind.value(lots) + ")";
  }

  String delete(Model.Table table, boolean returning) {
    Scope scope = Scope.of(Scope.Source.of("t", table));
    String using = "";
    String where = where(table, scope);
    if (lots.chance(12)) {
      Model.Table other = lots.of(model.get().relations());
      using = " USING " + other.name() + " u";
      where = " WHERE " + link(table, other) + " AND " + expressions.condition(scope, 1);
    }
    return "DELETE FROM "
        + table.name()
        + " t"
        + using
        + (where.isEmpty() && lots.chance(70) ? " WHERE false" : where)
        + (returning ? returning(table) : "");
  }

  String insert(Model.Table table) {
    List<Model.Column> columns = columns(table);
    if (columns.isEmpty()) {
      return "INSERT INTO " + table.name() + " AS t DEFAULT VALUES" + returning(table);
    }
    int rows = lots.of(1, 1, 1, 2, 3);
    List<String> values = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      values.add("(" + Scope.list(columns.stream().map(column -> rowValue(table, column))) + ")");
    }
    return "INSERT INTO "
        + table.name()
        + " AS t ("
        + Scope.list(columns.stream().map(Model.Column::name))
        + ")"
        + (columns.stream().anyMatch(Model.Column::always)
            ? lots.of(" OVERRIDING SYSTEM VALUE", " OVERRIDING USER VALUE")
            : "")
        + " VALUES "
        + String.join(", ", values)
        + conflict(table)
        + returning(table);
  }

  private List<Model.Column> columns(Model.Table table) {
    boolean keys = lots.chance(25);
    return table.writable().stream()
        .filter(column -> column.kind() != null || column.required())
        .filter(
            column ->
                !column.supplied() || (column.always() ? lots.chance(5) : keys || lots.chance(30)))
        .filter(column -> column.required() || lots.chance(85))
        .toList();
  }

  private String rowValue(Model.Table table, Model.Column column) {
    String parent = lots.chance(60) ? relatives.parent(table, column) : null;
    return parent == null ? rowValue(column) : parent;
  }

  private String rowValue(Model.Column column) {
    if (column.kind() == null || (column.supplied() && lots.chance(15))) {
      return "DEFAULT";
    }
    return !column.required() && lots.chance(6)
        ? "NULL"
        : lots.chance(80)
            ? column.kind().value(lots)
            : expressions.value(column.kind(), Scope.NONE, 1);
  }

  private String conflict(Model.Table table) {
    if (lots.chance(45)) {
      return "";
    }
    if (table.keys().isEmpty() || table.isView() || lots.chance(40)) {
      return " ON CONFLICT DO NOTHING";
    }
    String target =
        " ON CONFLICT (" + Scope.list(lots.of(table.keys()).stream().map(Model::quoted)) + ")";
    List<Model.Column> payload = table.payload();
    if (payload.isEmpty() || lots.chance(25)) {
      return target + " DO NOTHING";
    }
    Model.Column column = lots.of(payload);
    String name = column.name();
    String value =
        column.kind() == null || lots.chance(40) ? "excluded." + name : column.kind().value(lots);
    String where = lots.chance(25) ? " WHERE t." + name + " IS DISTINCT FROM excluded." + name : "";
    return target + " DO UPDATE SET " + name + " = " + value + where;
  }

  private String insertSelect(Model.Table table) {
    List<Model.Column> columns =
        columns(table).stream()
            .filter(column -> column.kind() != null && !column.always())
            .toList();
    if (columns.isEmpty()) {
      return insert(table);
    }
    List<Kind> kinds = columns.stream().map(Model.Column::kind).toList();
    Queries.Made made = queries.select(Scope.NONE, 1, kinds);
    String order =
        made.sortable()
            ? " ORDER BY "
                + String.join(
                    ", ",
                    java.util.stream.IntStream.rangeClosed(1, kinds.size())
                        .mapToObj(Integer::toString)
                        .toList())
            : " LIMIT 1 OFFSET 1000";
    return "INSERT INTO "
        + table.name()
        + " AS t ("
        + Scope.list(columns.stream().map(Model.Column::name))
        + ") "
        + made.sql()
        + order
        + (made.sortable() && lots.chance(60) ? " LIMIT 3" : "")
        + lots.of("", "", " ON CONFLICT DO NOTHING")
        + returning(table);
  }

  String merge(Model.Table table) {
    Model.Table other = lots.of(model.get().relations());
    Scope both =
        new Scope(List.of(Scope.Source.of("t", table), Scope.Source.of("u", other)), List.of());
    Scope target = Scope.of(Scope.Source.of("t", table));
    List<Model.Column> columns =
        columns(table).stream().filter(column -> !column.always()).toList();
    boolean inserts = lots.chance(60) && !columns.isEmpty();
    // Whether a key that goes is gone before it is inserted is up to the plan.
    boolean frees = !inserts || columns.stream().noneMatch(column -> isKey(column, table));
    List<Model.Column> payload =
        table.payload().stream().filter(column -> frees || !isKey(column, table)).toList();
    String update =
        frees
            ? "UPDATE SET " + sets(table, target)
            : payload.isEmpty() ? "DO NOTHING" : "UPDATE SET " + sets(table, payload, target);
    List<String> actions = new ArrayList<>();
    if (lots.chance(70)) {
      String and = lots.chance(50) ? " AND " + expressions.condition(both, 0) : "";
      actions.add(
          " WHEN MATCHED"
              + and
              + " THEN "
              + lots.of(frees ? "DELETE" : "DO NOTHING", "DO NOTHING", update, update));
    }
    if (major >= 17 && lots.chance(40)) {
      actions.add(
          " WHEN NOT MATCHED BY SOURCE"
              + (lots.chance(50) ? " AND " + expressions.condition(target, 0) : "")
              + " THEN "
              + (frees ? lots.of("DELETE", update) : update));
    }
    if (inserts || actions.isEmpty()) {
      actions.add(
          columns.isEmpty()
              ? " WHEN NOT MATCHED THEN INSERT DEFAULT VALUES"
              : " WHEN NOT MATCHED"
                  + lots.of("", major >= 17 ? " BY TARGET" : "")
                  + " THEN INSERT ("
                  + Scope.list(columns.stream().map(Model.Column::name))
                  + ") VALUES ("
                  + Scope.list(columns.stream().map(this::rowValue))
                  + ")");
    }
    String returning = major >= 17 && lots.chance(30) ? " RETURNING merge_action(), t.*" : "";
    return "MERGE INTO "
        + table.name()
        + " t USING "
        + other.name()
        + " u ON "
        + link(table, other)
        + String.join("", actions)
        + returning;
  }

  private String withChange(Model.Table table) {
    String inner = lots.of(update(table, false), delete(table, false)) + " RETURNING t.*";
    return switch (lots.below(3)) {
      case 0 -> "WITH w AS (" + inner + ") SELECT count(*) FROM w";
      case 1 ->
          "WITH w AS ("
              + inner
              + ") SELECT count(*), (SELECT count(*) FROM "
              + table.name()
              + ") FROM w";
      default -> "WITH w AS (" + inner + ") SELECT w.* FROM w";
    };
  }

  private String locking(Model.Table table) {
    Scope scope = Scope.of(Scope.Source.of("t", table));
    List<Model.Column> columns =
        table.columns().stream()
            .filter(column -> column.kind() != null && column.kind().orders())
            .toList();
    String order =
        columns.isEmpty()
            ? ""
            : " ORDER BY " + Scope.list(columns.stream().map(column -> "t." + column.name()));
    return "SELECT "
        + (columns.isEmpty()
            ? "1"
            : Scope.list(columns.stream().map(column -> "t." + column.name())))
        + " FROM "
        + table.name()
        + " t"
        + where(table, scope)
        + order
        + (order.isEmpty() ? "" : lots.of("", " LIMIT 2"))
        + lots.of(
            " FOR UPDATE", " FOR SHARE", " FOR NO KEY UPDATE", " FOR KEY SHARE", " FOR UPDATE OF t")
        + lots.of("", "", "", " SKIP LOCKED", " NOWAIT");
  }

  private String truncate(Model.Table table) {
    return lots.chance(40)
        ? "TRUNCATE "
            + table.name()
            + lots.of("", " RESTART IDENTITY", " CASCADE", " RESTART IDENTITY CASCADE")
        : delete(table, true);
  }

  private String copyOut(Model.Table table) {
    List<Model.Column> columns = table.columns();
    List<Model.Column> sorted =
        columns.stream().filter(column -> column.kind() != null && column.kind().orders()).toList();
    if (sorted.size() == columns.size() && lots.chance(60)) {
      return "COPY (SELECT * FROM "
          + table.name()
          + " t ORDER BY "
          + Scope.list(sorted.stream().map(Model.Column::name))
          + ") TO STDOUT"
          + lots.of(
              "",
              " WITH (FORMAT csv, HEADER)",
              " WITH (NULL 'nil')",
              sorted.stream().anyMatch(Changes::holdsNumber) ? "" : " WITH (FORMAT binary)");
    }
    return "COPY "
        + table.name()
        + " TO STDOUT"
        + lots.of("", " WITH (FORMAT csv)", " (HEADER true)");
  }

  /// In binary, values of such types hold the number of a type, which each database gives anew.
  private static boolean holdsNumber(Model.Column column) {
    return column.kind() != null && column.kind().sql().matches("mood\\[]|pair");
  }

  /// A statement and the rows that it copies in.
  List<String> copyIn() {
    Model.Table table = lots.of(model.get().base());
    List<Model.Column> columns =
        columns(table).stream().filter(column -> column.kind() != null).toList();
    if (columns.isEmpty()) {
      return List.of("COPY " + table.name() + " FROM STDIN", "");
    }
    StringBuilder data = new StringBuilder();
    int rows = lots.between(0, 3);
    for (int i = 0; i < rows; i++) {
      data.append(
              columns.stream()
                  .map(column -> raw(Objects.requireNonNull(column.kind())))
                  .collect(Collectors.joining("\t")))
          .append('\n');
    }
    return List.of(
        "COPY "
            + table.name()
            + " ("
            + Scope.list(columns.stream().map(Model.Column::name))
            + ") FROM STDIN",
        data.toString());
  }

  private String raw(Kind kind) {
    String literal = kind.value(lots);
    String text = literal.replaceFirst("^[EB]?'(.*)'$", "$1").replace("''", "'");
    return literal.startsWith("E") ? text : text.replace("\\", "\\\\");
  }

  private String returning(Model.Table table) {
    if (table.isView() || lots.chance(60)) {
      return "";
    }
    List<Model.Column> some = lots.some(table.columns());
    String list = Scope.list(some.stream().map(column -> "t." + column.name()));
    return " RETURNING "
        + (major >= 18 && lots.chance(10) ? "old, new" : lots.of("t.*", list, list));
  }
}
