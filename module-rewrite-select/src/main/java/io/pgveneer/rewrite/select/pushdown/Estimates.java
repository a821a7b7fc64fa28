package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.spi.BlockRead;
import io.pgveneer.spi.BlockRead.BlockTable;

/// What reading is expected to take, in rows that production sends.
final class Estimates {
  /// Of the rows that a merge would fetch, those that groups are taken to leave where statistics do
  /// not tell.
  private static final double GROUPS = 0.02;

  private Estimates() {}

  /// Whether costs play no part.
  static boolean isFree(BlockRead read) {
    return read.question() == 0;
  }

  /// Whether a block reads fewer rows than some questions take. Where costs play no part, those
  /// inside of others count as small: PostgreSQL would not tell their columns' tables.
  static boolean isSmall(BlockRead read, int questions) {
    return isFree(read) ? !read.isResult() : rows(read) < questions * read.question();
  }

  /// The rows of all relations.
  static double rows(BlockRead read) {
    return read.allTables().stream().mapToDouble(BlockTable::cost).sum();
  }

  /// How many groups there are.
  ///
  /// @param rows that are grouped, at most
  static double groups(Query query, double rows) {
    double groups = 1;
    for (Expression group : query.groups) {
      if (!group.isColumn()) {
        return rows * GROUPS;
      }
      ColumnUse use = group.columns().getFirst();
      groups *= query.sources.get(use.source()).distinct(use.column());
    }
    return Double.isNaN(groups) ? rows * GROUPS : Math.min(groups, rows);
  }
}
