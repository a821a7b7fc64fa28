package io.pgveneer.api;

/// A column of a relation in the virtual schema.
///
/// @param number attribute number in upper's catalogue
/// @param type the type's name as `format_type` prints it, with typmod
/// @param notNull whether NOT NULL is declared
/// @param generated GENERATED ALWAYS AS (…)
/// @param identity '\0' none, 'a' GENERATED ALWAYS, 'd' BY DEFAULT
public record Column(
    int number, String name, String type, boolean notNull, boolean generated, char identity) {}
