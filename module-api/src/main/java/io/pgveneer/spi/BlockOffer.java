package io.pgveneer.spi;

import io.pgveneer.api.ColumnOrigin;
import io.pgveneer.sql.Replacement;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a query block can be read.
///
/// @param replacements inside the block's extent, in order of offset; no other rewriting touches
///     the block
/// @param cost as [TableOffer#cost()], for the whole block
/// @param reason as [TableOffer#reason()]
/// @param assumedClean as [TableOffer#assumedClean()]
/// @param origins of the block's columns, as [io.pgveneer.api.Plan#origins()]
public record BlockOffer(
    List<Replacement> replacements,
    double cost,
    String reason,
    Set<Long> assumedClean,
    List<@Nullable ColumnOrigin> origins) {}
