package io.pgveneer.spi;

/// Which strategy reads a relation of a statement, and why.
///
/// @param relation qualified, quoted name
/// @param correlation the name by which its columns are qualified
/// @param cost rows that production is expected to send
public record ReadChoice(
    String relation, String correlation, String strategy, String reason, double cost) {}
