package io.pgveneer.rewrite.dml;

import io.pgveneer.api.Relation;
import io.pgveneer.api.VirtualSchema;
import io.pgveneer.spi.SessionSchema;
import io.pgveneer.spi.StatementRequest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The schema once a statement's own copy-ups have run: what they copied up is not clean any more.
///
/// @param oids of these relations
record Touched(SessionSchema before, Set<Long> oids) implements SessionSchema {

  static StatementRequest in(StatementRequest request, Set<Long> oids) {
    return new StatementRequest(
        request.outline(),
        new Touched(request.schema(), oids),
        request.transaction(),
        request.prepared());
  }

  @Override
  public VirtualSchema schema() {
    return before.schema();
  }

  @Override
  public List<String> searchPath() {
    return before.searchPath();
  }

  @Override
  public @Nullable Relation resolve(@Nullable String schema, String name) {
    return before.resolve(schema, name);
  }

  @Override
  public boolean isClean(Relation relation) {
    Relation.Lower lower = relation.lower();
    return lower != null
        && lower.bases().stream().noneMatch(oids::contains)
        && before.isClean(relation);
  }
}
