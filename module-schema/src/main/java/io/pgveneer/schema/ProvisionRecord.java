package io.pgveneer.schema;

import io.pgveneer.schema.SchemaObject.ObjectId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What this fresh database was given so far, kept inside it, so that set-up gives everything once
/// only.
final class ProvisionRecord {
  private final Connection fresh;
  private final Map<String, Long> relations = new HashMap<>();
  private final Map<String, String> keys = new HashMap<>();

  private ProvisionRecord(Connection fresh) {
    this.fresh = fresh;
  }

  /// @param fresh with autocommit on; not closed
  static ProvisionRecord open(Connection fresh, CatalogSql sql) throws SQLException {
    Rows.execute(fresh, sql.text("record.sql"));
    ProvisionRecord record = new ProvisionRecord(fresh);
    Rows.list(
        fresh,
        "SELECT p.key, coalesce(c.oid, 0), coalesce(p.origin, '') FROM pgveneer.provisioned p"
            + " LEFT JOIN pg_class c ON c.oid = p.relid",
        row -> {
          record.keys.put(row.getString(3), row.getString(1));
          return record.relations.put(row.getString(1), row.getLong(2));
        });
    return record;
  }

  boolean isEmpty() {
    return relations.isEmpty();
  }

  boolean contains(String key) {
    return relations.containsKey(key);
  }

  /// The key under which production's object of this class and OID was given; null where none was.
  @Nullable String keyOf(ObjectId origin) {
    return keys.get(text(origin));
  }

  private static String text(ObjectId origin) {
    return origin.catalog() + "/" + origin.oid();
  }

  /// OID of the relation that production's of this key was given as; 0 for none, or when it is
  /// gone.
  long relation(String key) {
    return relations.getOrDefault(key, 0L);
  }

  /// @param objects what fresh has now
  /// @param names for each, the quoted and qualified name of the relation; empty for what is no
  ///   relation
  void addObjects(List<SchemaObject> objects, List<String> names) throws SQLException {
    add(objects.stream().map(SchemaObject::key).toList(), names);
    Rows.list(
        fresh,
        "UPDATE pgveneer.provisioned p SET origin = o FROM unnest(?, ?) u(k, o) WHERE p.key = k"
            + " RETURNING p.key",
        row -> row.getString(1),
        List.of(
            objects.stream().map(SchemaObject::key).toList(),
            objects.stream().map(object -> text(object.id())).toList()));
  }

  /// @param keys what fresh has now
  /// @param names for each, the quoted and qualified name of the relation; empty for what is no
  ///   relation
  void add(List<String> keys, List<String> names) throws SQLException {
    Rows.list(
        fresh,
        "INSERT INTO pgveneer.provisioned (key, relid)"
            + " SELECT k, to_regclass(nullif(n, '')) FROM unnest(?, ?) u(k, n)"
            + " ON CONFLICT (key) DO NOTHING RETURNING key, coalesce(relid, 0)",
        row -> relations.put(row.getString(1), row.getLong(2)),
        List.of(keys, names));
  }

  void add(Collection<String> keys) throws SQLException {
    add(List.copyOf(keys), keys.stream().map(key -> "").toList());
  }
}
