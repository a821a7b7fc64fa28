package io.pgveneer.api;

/// What production understands by an enum or an extension: where the fresh database has it with an
/// equal definition, conditions on it can be computed by either.
///
/// @param kind `enum` or `extension`
/// @param schema the schema it is in
/// @param definition equal texts mean the same
public record LowerMeaning(String kind, String schema, String name, String definition) {}
