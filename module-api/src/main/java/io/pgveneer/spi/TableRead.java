package io.pgveneer.spi;

import io.pgveneer.api.Relation;
import io.pgveneer.sql.TableReference;

/// A relation to be read.
///
/// @param lower the relation's lower side, which is not opaque
/// @param mayAssumeClean whether the statement is planned again once a relation that it takes for
///     clean is dirty
public record TableRead(
    StatementRequest request,
    TableReference reference,
    Relation relation,
    Relation.Lower lower,
    boolean mayAssumeClean) {

  /// Whether the relation has no row of the preview's own, and may be read so.
  public boolean isClean() {
    return mayAssumeClean && request.schema().isClean(relation);
  }
}
