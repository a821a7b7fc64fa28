package io.pgveneer.spi;

import io.pgveneer.api.Relation;
import io.pgveneer.api.VirtualSchema;
import io.pgveneer.sql.TableReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The virtual schema as one session sees it: with its search path, its temporary tables and its
/// own uncommitted DDL.
public interface SessionSchema {

  VirtualSchema schema();

  /// The schemas searched for unqualified names, in order, implicit ones included; as
  /// `current_schemas(true)` tells it.
  List<String> searchPath();

  /// What a reference means, or null where no relation of the virtual schema is meant: a system
  /// catalogue, a name that does not exist.
  @Nullable Relation resolve(@Nullable String schema, String name);

  default @Nullable Relation resolve(TableReference reference) {
    return resolve(reference.schema(), reference.relation());
  }

  /// Whether the relation is proven clean: no upper row, mask entry or opaque flag, committed or
  /// not.
  boolean isClean(Relation relation);
}
