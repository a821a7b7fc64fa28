package io.pgveneer.rewrite.select;

import io.pgveneer.api.Column;
import io.pgveneer.api.Relation;
import io.pgveneer.sql.TableReference;
import org.jspecify.annotations.Nullable;

/// A relation in scope of a query block, and what is read in its place.
final class Item {
  final TableReference reference;

  /// Null where the name means no relation of the virtual schema.
  final @Nullable Relation relation;

  /// What is read in place of the relation; null where it is read itself.
  final @Nullable String standIn;

  /// Whether a system column of it is used, which only a catalogue's wider view has.
  boolean systemColumns;

  /// Whether only the upper table itself can serve.
  boolean fromUpper;

  Item(TableReference reference, @Nullable Relation relation, @Nullable String standIn) {
    this.reference = reference;
    this.relation = relation;
    this.standIn = standIn;
  }

  boolean isReplaced() {
    return standIn != null;
  }

  /// Whether the relation is a system catalogue, read through a view of the kernel's.
  boolean isCatalog() {
    return relation != null
        && (relation.schema().equals("pg_catalog")
            || relation.schema().equals("information_schema"));
  }

  /// Whether a name that qualifies means a function of the row, written as a column.
  boolean computes(String name) {
    return relation != null && !hasColumn(name) && relation.computed().contains(name);
  }

  boolean hasColumn(String name) {
    return column(name) != null;
  }

  @Nullable Column column(String name) {
    if (relation != null) {
      for (Column column : relation.columns()) {
        if (column.name().equals(name)) {
          return column;
        }
      }
    }
    return null;
  }

  /// The name that qualifies its columns, as the client wrote it.
  String correlationText(String sql) {
    if (reference.alias() != null) {
      return io.pgveneer.api.Identifiers.quote(reference.alias());
    }
    String name = reference.name().in(sql);
    return Names.last(name);
  }
}
