package io.pgveneer.testkit.plan;

import io.pgveneer.api.Column;
import io.pgveneer.api.Relation;
import io.pgveneer.api.VirtualSchema;
import io.pgveneer.spi.SessionSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A virtual schema to plan against: what the session sees of a small shop.
///
/// @param clean names of the relations that are proven clean
public record Shop(VirtualSchema schema, Set<String> clean) implements SessionSchema {

  /// The shop with these relations clean.
  public static Shop with(String... clean) {
    return new Shop(new VirtualSchema(relations()), Set.of(clean));
  }

  private static List<Relation> relations() {
    return List.of(
        table(1, "public", "users", "id:integer name:text email:text", "id"),
        table(2, "public", "orders", "order_id:integer user_id:integer amount:numeric", "order_id"),
        table(
            3,
            "public",
            "lines",
            "order_id:integer product_id:integer quantity:integer",
            "order_id product_id"),
        table(4, "public", "log", "at:timestamptz message:text", ""),
        new Relation(5, "public", "local_notes", 'r', columns("id:integer note:text"), null),
        opaque(table(6, "public", "gone", "id:integer", "id")),
        table(7, "public", "docs", "id:integer title:text body:json", "id"),
        table(8, "sales", "users", "id:integer region:text", "id"),
        table(9, "public", "order", "id:integer \"from\":text", "id"),
        parent(table(11, "public", "people", "id:integer", "id")),
        new Relation(
            10,
            "public",
            "named_users",
            'v',
            columns("id:integer name:text"),
            new Relation.Lower(
                "pgveneer_overlay.merged_10",
                "pgveneer_overlay.lower_10",
                "pgveneer_overlay.unmasked_10",
                "pgveneer_overlay.copy_up_1",
                List.of("pgveneer_key_1"),
                List.of(1L),
                false)),
        new Relation(
            1259,
            "pg_catalog",
            "pg_class",
            'v',
            columns("oid:oid relname:name"),
            new Relation.Lower(
                "pgveneer_catalog.\"pg_class\"",
                "pgveneer_catalog.\"pg_class\"",
                null,
                null,
                List.of(),
                List.of(),
                false)));
  }

  private static Relation opaque(Relation table) {
    Relation.Lower lower = Objects.requireNonNull(table.lower());
    return new Relation(
        table.oid(),
        table.schema(),
        table.name(),
        table.kind(),
        table.columns(),
        new Relation.Lower(
            lower.merged(),
            lower.whole(),
            lower.unmasked(),
            lower.copyUp(),
            lower.key(),
            lower.bases(),
            true));
  }

  private static Relation parent(Relation table) {
    return new Relation(
        table.oid(),
        table.schema(),
        table.name(),
        table.kind(),
        table.columns(),
        table.lower(),
        table.computed(),
        table.primaryKey(),
        true);
  }

  private static Relation table(long oid, String schema, String name, String columns, String key) {
    String overlay = "pgveneer_overlay.";
    return new Relation(
        oid,
        schema,
        name,
        'r',
        columns(columns),
        new Relation.Lower(
            overlay + "merged_" + oid,
            overlay + "lower_" + oid,
            overlay + "unmasked_" + oid,
            key.isEmpty() ? null : overlay + "copy_up_" + oid,
            key.isEmpty() ? List.of() : List.of(key.split(" ", -1)),
            List.of(oid),
            false));
  }

  private static List<Column> columns(String text) {
    List<Column> columns = new ArrayList<>();
    for (String column : text.split(" ", -1)) {
      String[] parts = column.replace("\"", "").split(":", -1);
      columns.add(new Column(columns.size() + 1, parts[0], parts[1], false, false, '\0'));
    }
    return columns;
  }

  @Override
  public List<String> searchPath() {
    return List.of("pg_catalog", "public");
  }

  @Override
  public @Nullable Relation resolve(@Nullable String schemaName, String name) {
    if (schemaName != null) {
      return schema.find(schemaName, name);
    }
    for (String candidate : searchPath()) {
      Relation relation = schema.find(candidate, name);
      if (relation != null) {
        return relation;
      }
    }
    return null;
  }

  @Override
  public boolean isClean(Relation relation) {
    return clean.contains(relation.name());
  }
}
