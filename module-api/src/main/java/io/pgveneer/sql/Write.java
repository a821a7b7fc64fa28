package io.pgveneer.sql;

import org.jspecify.annotations.Nullable;

/// One data-modifying statement: the statement itself, or one inside WITH.
///
/// Extents hold a clause's content without its keywords.
///
/// @param kind INSERT, UPDATE, DELETE, MERGE, COPY (FROM) or TRUNCATE
/// @param extent the statement, from its verb (after its own WITH) to its end
/// @param with the WITH clause that belongs to this statement, from the keyword on, or null
/// @param target what is written
/// @param columns the column list of INSERT and COPY, inside the parentheses
/// @param source INSERT: VALUES …, SELECT … or DEFAULT VALUES; MERGE: what follows USING, up to ON
/// @param set the assignments of UPDATE
/// @param from the items of UPDATE … FROM and DELETE … USING
/// @param where the condition of UPDATE and DELETE; MERGE: the join condition
/// @param currentOf cursor name of WHERE CURRENT OF
/// @param conflict the ON CONFLICT clause of INSERT
/// @param returning the RETURNING list
/// @param nested whether it stands inside WITH
/// @param block index of its scope in [Outline#blocks()]
public record Write(
    StatementClass kind,
    Extent extent,
    @Nullable Extent with,
    TableReference target,
    @Nullable Extent columns,
    @Nullable Extent source,
    @Nullable Extent set,
    @Nullable Extent from,
    @Nullable Extent where,
    @Nullable String currentOf,
    @Nullable Conflict conflict,
    @Nullable Extent returning,
    boolean nested,
    int block) {

  /// ON CONFLICT.
  ///
  /// @param extent the whole clause, from ON on
  /// @param target the inference elements inside the parentheses, or null
  /// @param targetWhere the predicate of a partial index, or null
  /// @param constraint folded name after ON CONSTRAINT, or null
  /// @param doNothing DO NOTHING; else DO UPDATE
  /// @param set the assignments of DO UPDATE
  /// @param where the condition of DO UPDATE
  public record Conflict(
      Extent extent,
      @Nullable Extent target,
      @Nullable Extent targetWhere,
      @Nullable String constraint,
      boolean doNothing,
      @Nullable Extent set,
      @Nullable Extent where) {}
}
