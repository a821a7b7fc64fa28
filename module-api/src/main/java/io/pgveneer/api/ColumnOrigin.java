package io.pgveneer.api;

/// Where a result column comes from, as RowDescription tells it.
public record ColumnOrigin(int relationOid, int attributeNumber) {
  /// Of a relation's column itself.
  public static ColumnOrigin of(Relation relation, Column column) {
    return new ColumnOrigin((int) relation.oid(), column.number());
  }
}
