package io.pgveneer.spi;

import io.pgveneer.api.Relation;
import io.pgveneer.sql.TableReference;
import org.jspecify.annotations.Nullable;

/// A relation to be read.
///
/// @param lower the relation's lower side, which is not opaque
/// @param layered why its layers are read though it may be clean; null where they need not be
public record TableRead(
    StatementRequest request,
    TableReference reference,
    Relation relation,
    Relation.Lower lower,
    @Nullable String layered) {

  /// Whether the relation has no row of the preview's own, and may be read so.
  public boolean isClean() {
    return layered == null && request.schema().isClean(relation);
  }
}
