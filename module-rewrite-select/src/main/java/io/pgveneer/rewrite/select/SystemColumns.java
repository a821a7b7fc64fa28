package io.pgveneer.rewrite.select;

import io.pgveneer.api.Relation;
import java.util.Objects;

/// System columns are those of upper's rows; a catalogue's come from a wider view.
final class SystemColumns {
  private SystemColumns() {}

  static void use(Item item, String column) {
    Relation relation = Objects.requireNonNull(item.relation);
    if (relation.kind() == 'v' && !item.isCatalog()) {
      // A view has none, and its twin neither: PostgreSQL says so.
      return;
    }
    if (!item.isCatalog()) {
      item.fromUpper = true;
      return;
    }
    if (column.startsWith("c") && !column.equals("ctid")) {
      throw Unreadable.because(
          "system column \"" + column + "\" of catalogue \"" + relation.name() + "\"");
    }
    item.systemColumns = true;
  }
}
