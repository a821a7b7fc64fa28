package io.pgveneer.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A relation of the virtual schema.
///
/// @param oid its OID in the fresh database
/// @param kind `pg_class.relkind`: 'r' table, 'p' partitioned, 'v' view, 'm' materialized view, 'f'
///     foreign, 'S' sequence
/// @param columns in the order of `SELECT *`
/// @param lower its lower side, or null where the relation exists in the fresh database alone
/// @param definition of a view that reads a federated relation, directly or through other views:
///     its query as
///     `pg_get_viewdef` prints it, every name qualified; null else
public record Relation(
    long oid,
    String schema,
    String name,
    char kind,
    List<Column> columns,
    @Nullable Lower lower,
    @Nullable String definition) {

  /// A relation that is not a view over federated ones.
  public Relation(
      long oid,
      String schema,
      String name,
      char kind,
      List<Column> columns,
      @Nullable Lower lower) {
    this(oid, schema, name, kind, columns, lower, null);
  }

  /// What stands for a relation's lower side inside the fresh database.
  ///
  /// Texts are qualified, quoted names, ready to be spliced into SQL.
  ///
  /// @param merged view of the merged rows, with the relation's columns in their order
  /// @param whole view of all lower rows, masked ones too: what a clean table is read from
  /// @param unmasked view of the lower rows that show: the rows copy-up can bring; null where
  ///     nothing can be
  ///     written (a view's twin)
  /// @param copyUp function that takes one array per key column, in key order, and copies these
  ///     rows up;
  ///     null where the relation has no usable key
  /// @param key names of the key columns in their order; empty without a usable key
  /// @param opaque whether the lower side is hidden
  public record Lower(
      String merged,
      String whole,
      @Nullable String unmasked,
      @Nullable String copyUp,
      List<String> key,
      boolean opaque) {}

  public boolean isFederated() {
    return lower != null;
  }

  /// The schema-qualified, quoted name.
  public String qualifiedName() {
    return Identifiers.quote(schema) + "." + Identifiers.quote(name);
  }
}
