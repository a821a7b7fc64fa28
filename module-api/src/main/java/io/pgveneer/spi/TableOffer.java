package io.pgveneer.spi;

import java.util.Set;

/// How a relation can be read.
///
/// @param standIn qualified, quoted name of a relation with the same columns, to be read in its
///     place
/// @param cost rows that production is expected to send, without regard to conditions
/// @param reason why this strategy applies, in a few words
/// @param assumedClean OIDs of the relations that it takes for clean
public record TableOffer(String standIn, double cost, String reason, Set<Long> assumedClean) {}
