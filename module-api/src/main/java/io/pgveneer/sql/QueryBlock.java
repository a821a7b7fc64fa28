package io.pgveneer.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One SELECT (or VALUES, TABLE) with its clauses, or one data-modifying statement seen as a scope.
///
/// Extents hold a clause's content without its keywords: `where` of `WHERE a = 1` is `a = 1`.
///
/// @param parent index of the block this one is nested in, or -1
/// @param extent from the first keyword to the end of the last clause
/// @param select the select list, null for VALUES and TABLE
/// @param locking the FOR UPDATE and FOR SHARE clauses
public record QueryBlock(
    int parent,
    Extent extent,
    @Nullable Extent select,
    @Nullable Extent from,
    @Nullable Extent where,
    @Nullable Extent groupBy,
    @Nullable Extent having,
    @Nullable Extent orderBy,
    @Nullable Extent limit,
    List<Locking> locking) {

  /// A locking clause.
  ///
  /// @param extent the whole clause, from FOR on
  /// @param waiting `NOWAIT`, `SKIP LOCKED` or null
  /// @param of folded correlation names after OF; empty means all
  public record Locking(Extent extent, String strength, List<String> of, @Nullable String waiting) {}
}
