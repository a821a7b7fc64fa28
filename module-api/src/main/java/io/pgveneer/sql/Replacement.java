package io.pgveneer.sql;

/// What stands in place of a stretch of a statement.
public record Replacement(Extent extent, String text) {}
