package io.pgveneer.kernel;

import io.pgveneer.api.Plan;
import io.pgveneer.api.SqlError;
import io.pgveneer.api.VirtualSchema;
import io.pgveneer.sql.Outline;

/// Plans the statements that no handler took.
///
/// What neither reads nor writes relations goes to the fresh database as it is. Any other class
/// without a handler is refused: it must not be passed through to do something else.
final class Fallback {
  private static final String NAME = "kernel";

  private Fallback() {}

  static Plan plan(Outline outline, VirtualSchema schema) {
    return switch (outline.kind()) {
      case TRANSACTION, DEALLOCATE, EXECUTE, CURSOR, NOTIFICATION, MAINTENANCE, EMPTY ->
          Plan.passThrough(outline.kind(), NAME, outline.sql(), false);
      case SESSION -> session(outline, schema);
      case CALL, DO -> Plan.passThrough(outline.kind(), NAME, outline.sql(), true);
      case QUERY,
          INSERT,
          UPDATE,
          DELETE,
          MERGE,
          COPY,
          TRUNCATE,
          LOCK,
          EXPLAIN,
          PREPARE,
          DECLARE,
          CREATE_AS,
          DDL,
          UNKNOWN ->
          Plan.refused(
              outline.kind(),
              NAME,
              outline.sql(),
              SqlError.unsupported(outline.command(), "No statement handler takes it."));
    };
  }

  private static Plan session(Outline outline, VirtualSchema schema) {
    SqlError refusal = InputSettings.refusal(outline.sql(), schema);
    return refusal == null
        ? Plan.passThrough(
            outline.kind(), NAME, outline.sql(), SettingsWatch.mentions(outline.sql()))
        : Plan.refused(outline.kind(), NAME, outline.sql(), refusal);
  }
}
