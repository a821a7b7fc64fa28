package io.pgveneer.equivalence.generate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the generator believes a table to be. Being wrong is harmless: both sides then give the
/// same error.
final class Table {
  private final List<Column> columns = new ArrayList<>();
  private final List<String> key = new ArrayList<>();
  private String name;

  /// @param references the table whose first key column it refers to
  record Column(String name, Kind kind, boolean generatedKey, @Nullable Table references) {}

  Table(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  void rename(String other) {
    name = other;
  }

  List<Column> columns() {
    return columns;
  }

  /// Names of the key's columns; empty without one.
  List<String> key() {
    return key;
  }

  Column column(Lots lots) {
    return lots.of(columns);
  }

  /// Columns that a client may write without thinking of keys.
  List<Column> payload() {
    return columns.stream().filter(column -> !key.contains(column.name())).toList();
  }

  Column keyColumn() {
    return columns.stream()
        .filter(column -> key.contains(column.name()))
        .findFirst()
        .orElseGet(columns::getFirst);
  }
}
