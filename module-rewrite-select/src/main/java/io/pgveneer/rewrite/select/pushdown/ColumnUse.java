package io.pgveneer.rewrite.select.pushdown;

/// A column of one of the block's sources.
///
/// @param source its place in FROM
record ColumnUse(int source, String column) {}
