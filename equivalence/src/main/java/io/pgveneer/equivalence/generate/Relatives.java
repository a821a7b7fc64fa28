package io.pgveneer.equivalence.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes statements about rows that hang together: by a foreign key, by a unique index, by being
/// equal. Values drawn one by one seldom meet such rows.
final class Relatives {
  private final Lots lots;
  private final Supplier<Model> model;

  Relatives(Lots lots, Supplier<Model> model) {
    this.lots = lots;
    this.model = model;
  }

  /// A foreign key of one column.
  private record Family(Model.Table child, String column, Model.Table parent, String key) {
    String referenced(Lots lots) {
      return "(SELECT x."
          + column
          + " FROM "
          + child.name()
          + " x WHERE x."
          + column
          + " IS NOT NULL ORDER BY 1 LIMIT 1 OFFSET "
          + lots.below(3)
          + ")";
    }
  }

  private List<Family> families() {
    List<Family> families = new ArrayList<>();
    for (Model.Table child : model.get().base()) {
      for (Model.Reference reference : child.references()) {
        Model.Table parent = model.get().find(reference.table());
        Model.Column key = parent == null ? null : key(parent, reference, child);
        if (parent != null && key != null) {
          families.add(
              new Family(child, Model.quoted(reference.columns().getFirst()), parent, key.name()));
        }
      }
    }
    return families;
  }

  /// The column that is referenced, as far as can be told: the key, where the types are the same.
  private static Model.@Nullable Column key(
      Model.Table parent, Model.Reference reference, Model.Table child) {
    if (parent.key().size() != 1 || reference.columns().size() != 1) {
      return null;
    }
    Model.Column key = parent.key().getFirst();
    Kind kind = key.kind();
    boolean fits =
        child.columns().stream()
            .anyMatch(
                column ->
                    column.bare().equals(reference.columns().getFirst())
                        && column.kind() != null
                        && column.kind().equals(kind));
    return fits && kind != null && kind.orders() ? key : null;
  }

  /// A value for a column that refers to a row of another table; null where it refers to none.
  @Nullable String parent(Model.Table table, Model.Column column) {
    for (Family family : families()) {
      if (family.child().name().equals(table.name()) && family.column().equals(column.name())) {
        return "(SELECT y."
            + family.key()
            + " FROM "
            + family.parent().name()
            + " y ORDER BY 1 LIMIT 1 OFFSET "
            + lots.below(4)
            + ")";
      }
    }
    return null;
  }

  /// A statement about parents or children; about a row of the table itself where there are none.
  String change(Model.Table table) {
    List<Family> families = families();
    if (families.isEmpty() || lots.chance(35)) {
      return again(table);
    }
    Family family = lots.of(families);
    String child = family.child().name();
    String parent = family.parent().name();
    String column = family.column();
    String key = family.key();
    return switch (lots.below(6)) {
      case 0, 1 ->
          "DELETE FROM "
              + parent
              + " t WHERE t."
              + key
              + " = "
              + family.referenced(lots)
              + returned();
      case 2 -> {
        Model.Column moved = family.parent().key().getFirst();
        String value = moved.kind() == null ? "DEFAULT" : moved.kind().value(lots);
        yield "UPDATE "
            + parent
            + " t SET "
            + key
            + " = "
            + (moved.always() ? "DEFAULT" : value)
            + " WHERE t."
            + key
            + " = "
            + family.referenced(lots);
      }
      case 3 ->
          "DELETE FROM "
              + lots.of(
                  parent + " t USING " + child + " u WHERE t." + key + " = u." + column,
                  child + " t USING " + parent + " u WHERE t." + column + " = u." + key)
              + returned();
      case 4 ->
          "UPDATE "
              + child
              + " t SET "
              + column
              + " = (SELECT y."
              + key
              + " FROM "
              + parent
              + " y ORDER BY 1 DESC LIMIT 1) WHERE t."
              + column
              + " = "
              + family.referenced(lots);
      default ->
          "SELECT u."
              + key
              + ", count(t.*) FROM "
              + parent
              + " u LEFT JOIN "
              + child
              + " t ON t."
              + column
              + " = u."
              + key
              + " GROUP BY u."
              + key
              + " ORDER BY 1";
    };
  }

  private String returned() {
    return lots.of("", "", " RETURNING t.*");
  }

  /// A row that is there once more, under another key where the key has a default: it meets all
  /// other unique indexes.
  private String again(Model.Table table) {
    List<Model.Column> columns =
        table.writable().stream()
            .filter(column -> !column.always())
            .filter(column -> !column.supplied() || lots.chance(30))
            .toList();
    if (columns.isEmpty() || table.isView()) {
      return "SELECT count(*) FROM " + table.name();
    }
    List<Model.Column> key = table.key();
    String values =
        Scope.list(
            columns.stream()
                .map(
                    column ->
                        key.contains(column) && column.kind() != null && lots.chance(60)
                            ? column.kind().typed(lots)
                            : "x." + column.name()));
    return "INSERT INTO "
        + table.name()
        + " AS t ("
        + Scope.list(columns.stream().map(Model.Column::name))
        + ") SELECT "
        + values
        + " FROM "
        + table.name()
        + " x ORDER BY "
        + Scope.list(table.columns().stream().map(Relatives::sortable))
        + " LIMIT 1 OFFSET "
        + lots.below(4)
        + lots.of("", "", " ON CONFLICT DO NOTHING")
        + returned();
  }

  /// What tells rows apart by this column, so that chance does not decide which one is the first.
  private static String sortable(Model.Column column) {
    boolean orders = column.kind() != null && column.kind().orders();
    return "x." + column.name() + (orders ? "" : "::text");
  }
}
