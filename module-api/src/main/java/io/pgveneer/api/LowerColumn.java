package io.pgveneer.api;

import org.jspecify.annotations.Nullable;

/// A column of a production table.
///
/// @param number attribute number in production's catalogue
/// @param type as `format_type` prints it when only `pg_catalog` is in the search path: qualified
///   where needed, with typmod
/// @param collation qualified and quoted; null where the type has none or it is the type's own
/// @param generated GENERATED ALWAYS AS (…), stored or virtual
/// @param upperNumber attribute number of the fresh relation's column of this name; 0 where it has
///   none
/// @param defaultText its DEFAULT; null for none, and for generated columns
/// @param distinct how many values it has there, as `pg_stats.n_distinct` tells; 0 for unknown
public record LowerColumn(
    String name,
    int number,
    String type,
    @Nullable String collation,
    boolean notNull,
    boolean generated,
    int upperNumber,
    @Nullable String defaultText,
    double distinct) {}
