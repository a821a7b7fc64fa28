package io.pgveneer.sql;

/// A stretch of a statement's text, from `start` (inclusive) to `end` (exclusive).
public record Extent(int start, int end) {

  /// The text of this stretch.
  public String in(String sql) {
    return sql.substring(start, end);
  }

  /// Whether `offset` lies inside.
  public boolean contains(int offset) {
    return start <= offset && offset < end;
  }
}
