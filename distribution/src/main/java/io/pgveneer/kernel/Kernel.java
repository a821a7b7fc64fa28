package io.pgveneer.kernel;

import io.pgveneer.spi.SessionPlanner;
import io.pgveneer.sql.OutlineCache;
import java.util.Map;

/// Assembles handlers and schema into planners, one for each client session.
public final class Kernel implements SessionPlanner.Factory {
  private final HandlerRegistry handlers;
  private final SharedSchema schema = new SharedSchema();
  private final DirtyRelations dirty = new DirtyRelations();
  private final OutlineCache outlines = new OutlineCache();

  public Kernel(HandlerRegistry handlers) {
    this.handlers = handlers;
  }

  @Override
  public SessionPlanner open(Map<String, String> parameters, int serverVersion) {
    return new KernelSession(schema, dirty, outlines, handlers.open());
  }

  /// The schema was changed, or a table written, by someone who is not a session of this kernel.
  public void changedElsewhere() {
    schema.invalidate();
  }
}
