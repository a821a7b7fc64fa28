package io.pgveneer.equivalence.client;

/// One column of RowDescription.
///
/// Shape: name cstring, table OID int32, attribute int16, type OID int32, size int16, modifier
/// int32, format int16.
public record Column(
    String name, int table, int attribute, int type, int size, int modifier, int format) {}
