package io.pgveneer.rewrite.select;

import io.pgveneer.api.Relation;
import java.util.Objects;

/// System columns have no meaning over two databases; those of catalogues come from a wider view.
final class SystemColumns {
  private SystemColumns() {}

  static void use(Item item, String column) {
    Relation relation = Objects.requireNonNull(item.relation);
    if (relation.definition() != null) {
      // A view has none, and its stand-in neither: PostgreSQL says so.
      return;
    }
    if (!relation.schema().equals("pg_catalog")
        || column.startsWith("c") && !column.equals("ctid")) {
      throw Unreadable.because(
          "system column \"" + column + "\" of table \"" + relation.name() + "\"");
    }
    item.systemColumns = true;
  }
}
