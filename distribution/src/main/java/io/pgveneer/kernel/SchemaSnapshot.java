package io.pgveneer.kernel;

import io.pgveneer.api.VirtualSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The schema as it was read, without the system catalogues, for later readings to build on.
///
/// @param taken the `pg_snapshot` that it was read in, or null where nothing was read yet
record SchemaSnapshot(VirtualSchema schema, @Nullable String taken) {
  static final SchemaSnapshot NONE = new SchemaSnapshot(new VirtualSchema(List.of()), null);
}
