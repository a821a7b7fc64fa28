package io.pgveneer.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table of production, or another relation there that holds rows, beside the fresh relation of
/// its name.
///
/// @param kind `pg_class.relkind` in production: 'r' table, 'p' partitioned, 'm' materialized view,
///   'f' foreign table
/// @param columns in the order of `SELECT *` in production
/// @param primaryKey names of the primary key's columns in their order; empty without one
/// @param uniqueKeys for each unique, immediate index over plain NOT NULL columns that has no
///   condition, the names of its columns in their order; the primary key's among them
/// @param parents the tables it inherits from or is a partition of, in production
/// @param partition whether it is a partition of its only parent
/// @param rows the planner's estimate, `pg_class.reltuples`; -1 for unknown
/// @param upper OID of the fresh relation of this schema and name; 0 where there is none
/// @param number its OID in production
/// @param bytes its size there, indexes and all
public record LowerTable(
    String schema,
    String name,
    char kind,
    List<LowerColumn> columns,
    List<String> primaryKey,
    List<List<String>> uniqueKeys,
    List<Name> parents,
    boolean partition,
    double rows,
    long upper,
    long number,
    long bytes) {

  /// A table's name.
  public record Name(String schema, String name) {}

  /// The column of this name.
  public @Nullable LowerColumn column(String column) {
    for (LowerColumn candidate : columns) {
      if (candidate.name().equals(column)) {
        return candidate;
      }
    }
    return null;
  }
}
