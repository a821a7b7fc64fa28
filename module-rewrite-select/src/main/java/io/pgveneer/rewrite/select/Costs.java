package io.pgveneer.rewrite.select;

import io.pgveneer.api.Relation;

/// What reading costs, in rows that production sends.
final class Costs {
  /// What looking each row up in the mask adds.
  static final double MERGING = 1.1;

  /// Of a relation whose size is not known, as PostgreSQL assumes for a table never analyzed.
  private static final double UNKNOWN_ROWS = 1000;

  private Costs() {}

  static double rows(Relation.Lower lower) {
    return lower.rows() < 0 ? UNKNOWN_ROWS : lower.rows();
  }
}
