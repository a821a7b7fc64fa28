package io.pgveneer.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One SELECT (or VALUES, TABLE) with its clauses, a set operation over such blocks, or one
/// data-modifying statement seen as a scope.
///
/// Extents hold a clause's content without its keywords: `where` of `WHERE a = 1` is `a = 1`.
///
/// @param parent index of the block this one is nested in, or -1
/// @param extent from the first keyword (after its own WITH) to the end of the last clause
/// @param with its own WITH clause, from the keyword on
/// @param distinct `DISTINCT` or `DISTINCT ON (…)` whole
/// @param select the select list, perhaps empty; null for all but SELECT
/// @param groupBy the grouping elements, without `ALL` or `DISTINCT` before them
/// @param limit the expression of LIMIT, or the count of FETCH FIRST; null where there is none
/// @param withTies FETCH FIRST … WITH TIES
/// @param paging the LIMIT, OFFSET and FETCH clauses whole, with all that stands between them
/// @param locking the FOR UPDATE and FOR SHARE clauses
public record QueryBlock(
    Kind kind,
    int parent,
    Extent extent,
    @Nullable Extent with,
    @Nullable Extent distinct,
    @Nullable Extent select,
    @Nullable Extent from,
    @Nullable Extent where,
    @Nullable Extent groupBy,
    @Nullable Extent having,
    @Nullable Extent window,
    @Nullable Extent orderBy,
    @Nullable Extent limit,
    @Nullable Extent offset,
    boolean withTies,
    @Nullable Extent paging,
    List<Locking> locking) {

  /// What the block is.
  public enum Kind {
    SELECT,
    VALUES,
    /// `TABLE t`.
    TABLE,
    /// A set operation, or a query in parentheses that has clauses outside of them; what it is made
    /// of are the blocks whose parent it is, and its ORDER BY, LIMIT and locking apply to the
    /// whole.
    COMPOUND,
    /// A data-modifying statement: its FROM or USING, and its WHERE.
    WRITE
  }

  /// A locking clause.
  ///
  /// @param extent the whole clause, from FOR on
  /// @param strength `UPDATE`, `NO KEY UPDATE`, `SHARE`, `KEY SHARE`
  /// @param waiting `NOWAIT`, `SKIP LOCKED` or null
  /// @param of folded correlation names after OF; empty means all
  public record Locking(
      Extent extent, String strength, List<String> of, @Nullable String waiting) {}
}
