package io.pgveneer.schema;

import io.pgveneer.schema.SchemaObject.ObjectId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What production has, as of one moment.
///
/// @param parts catalogue entries that come with another: index of a key, row type of a table, …
/// @param dependencies pairs: the first needs the second
record ProductionCatalog(
    List<SchemaObject> objects,
    Map<ObjectId, ObjectId> parts,
    List<Dependency> dependencies,
    List<Remark> comments,
    List<Remark> grants) {

  /// `object` cannot be made before `needed`.
  record Dependency(ObjectId object, ObjectId needed) {}

  /// A statement to be run once `object` is there.
  ///
  /// @param role the role it is about; empty for none
  record Remark(ObjectId object, String role, String statement) {}

  /// @param connection in a transaction whose snapshot holds still
  /// @param target major of the server that is to have the same
  static ProductionCatalog read(Connection connection, int target) throws SQLException {
    CatalogSql sql = CatalogSql.of(Rows.major(connection), target);
    Map<Long, String> roles = new HashMap<>();
    Rows.list(
        connection,
        "SELECT oid, rolname FROM pg_roles",
        row -> roles.put(row.getLong(1), row.getString(2)));
    List<SchemaObject> objects = new ArrayList<>();
    for (ObjectKind kind : ObjectKind.values()) {
      objects.addAll(
          Rows.list(connection, sql.text(kind.resource()), row -> object(kind, row, roles)));
    }
    Map<ObjectId, ObjectId> parts = new HashMap<>();
    Rows.list(connection, sql.text("parts.sql"), row -> parts.put(id(row, 1), id(row, 3)));
    return new ProductionCatalog(
        objects,
        parts,
        Rows.list(
            connection,
            sql.text("dependencies.sql"),
            row -> new Dependency(id(row, 1), id(row, 3))),
        Rows.list(connection, sql.text("comments.sql"), ProductionCatalog::comment),
        Rows.list(
            connection,
            sql.text("grants.sql"),
            row -> new Remark(id(row, 1), row.getString(3), row.getString(4))));
  }

  /// The object that this catalogue entry belongs to: often itself.
  ObjectId whole(ObjectId id) {
    ObjectId whole = id;
    for (ObjectId next = parts.get(whole); next != null; next = parts.get(whole)) {
      whole = next;
    }
    return whole;
  }

  private static SchemaObject object(ObjectKind kind, ResultSet row, Map<Long, String> roles)
      throws SQLException {
    return new SchemaObject(
        id(row, 1),
        kind,
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        roles.get(row.getLong(7)),
        row.getString(8));
  }

  private static ObjectId id(ResultSet row, int column) throws SQLException {
    return new ObjectId(row.getLong(column), row.getLong(column + 1));
  }

  /// Shape: class, OID, type and identity as `pg_identify_object` tells them, the comment as a
  /// literal.
  private static Remark comment(ResultSet row) throws SQLException {
    String type = row.getString(3);
    String identity = row.getString(4);
    String object =
        switch (type) {
          case "table constraint" -> "CONSTRAINT " + identity;
          case "domain constraint" -> "CONSTRAINT " + identity.replaceFirst(" on ", " ON DOMAIN ");
          case "composite type" -> "TYPE " + identity;
          case "foreign table" -> "TABLE " + identity;
          case "statistics object" -> "STATISTICS " + identity;
          case "aggregate" -> "AGGREGATE " + identity.replace("()", "(*)");
          default -> type.endsWith(" column") ? "COLUMN " + identity : type + " " + identity;
        };
    return new Remark(id(row, 1), "", "COMMENT ON " + object + " IS " + row.getString(5));
  }
}
