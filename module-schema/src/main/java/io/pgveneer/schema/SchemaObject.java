package io.pgveneer.schema;

import org.jspecify.annotations.Nullable;

/// Something in production that fresh is to have.
///
/// @param key kind and identity, the same in every database
/// @param ddl makes it; null for what is not made
/// @param finish to be run once everything is there; null for nothing
/// @param address how ALTER … OWNER names it; null where it has no owner of its own
/// @param owner role that owns it in production
/// @param relation quoted, qualified name; null for what is no relation
record SchemaObject(
    ObjectId id,
    ObjectKind kind,
    String key,
    @Nullable String ddl,
    @Nullable String finish,
    @Nullable String address,
    @Nullable String owner,
    @Nullable String relation) {

  /// An object's place in a catalogue.
  record ObjectId(long catalog, long oid) {}
}
