package io.pgveneer.spi;

import io.pgveneer.api.Relation;
import io.pgveneer.api.VirtualSchema;
import io.pgveneer.sql.ImpliedEquality;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Names as a session sees them, for one statement: where it compares without naming an operator,
/// relations with types of an equality of their own are read so that production is asked no
/// condition.
///
/// Threads: one at a time.
final class ApartSchema implements SessionSchema {
  private final SessionSchema names;
  private final String sql;
  private @Nullable Boolean implied;

  private ApartSchema(SessionSchema names, String sql) {
    this.names = names;
    this.sql = sql;
  }

  static SessionSchema of(SessionSchema names, String sql) {
    return names instanceof ApartSchema ? names : new ApartSchema(names, sql);
  }

  @Override
  public VirtualSchema schema() {
    return names.schema();
  }

  @Override
  public List<String> searchPath() {
    return names.searchPath();
  }

  @Override
  public @Nullable Relation resolve(@Nullable String schema, String name) {
    Relation relation = names.resolve(schema, name);
    if (relation == null || relation.lower() == null) {
      return relation;
    }
    return relation.lower().ownEquality() && isImplied() ? relation.apart() : relation;
  }

  private boolean isImplied() {
    if (implied == null) {
      implied = ImpliedEquality.isIn(sql);
    }
    return implied;
  }

  @Override
  public boolean isClean(Relation relation) {
    return names.isClean(relation);
  }
}
