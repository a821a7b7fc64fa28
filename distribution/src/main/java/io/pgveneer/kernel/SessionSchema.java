package io.pgveneer.kernel;

import io.pgveneer.api.VirtualSchema;
import io.pgveneer.schema.VirtualSchemaReader;
import org.jspecify.annotations.Nullable;

/// What a session knows of the schema: what all sessions share, unless it has temporary tables or
/// definitions of its own that are not committed. Then it reads a schema of its own over its own
/// connection, inside its own transaction.
final class SessionSchema {
  private final SharedSchema shared;

  /// The session's own reading, or null where the shared one holds.
  private @Nullable VirtualSchema own;

  /// The shared generation at the time of `own`.
  private long ownGeneration;

  private boolean ownOutdated;

  /// What was read for the statement that waits. It came after that, so it may be planned with what
  /// was read then, whatever others have defined meanwhile: else, among many who define, it might
  /// wait for ever.
  private @Nullable VirtualSchema lastReading;

  private long readingBegun;
  private long epochAsked;
  private long generationAsked;

  /// What the reading that was asked for builds on.
  private SchemaSnapshot base = SchemaSnapshot.NONE;

  SessionSchema(SharedSchema shared) {
    this.shared = shared;
  }

  /// The schema to plan with, or null where it has to be read first. Asked for once: another
  /// thread may hear of a change at any time.
  ///
  /// @param needsOwn whether the shared schema cannot be the session's
  @Nullable VirtualSchema known(boolean needsOwn, boolean inTransaction) {
    VirtualSchema common = shared.current();
    if (needsOwn || inTransaction && common == null) {
      return !ownOutdated && ownGeneration == shared.generation() ? own : null;
    }
    return common;
  }

  /// The schema where it cannot be read, as far as it is known.
  @Nullable VirtualSchema lastKnown(boolean needsOwn) {
    VirtualSchema common = shared.current();
    return own != null && (needsOwn || common == null) ? own : common;
  }

  /// What was read for the statement that waits, or null where nothing was.
  @Nullable VirtualSchema lastReading() {
    return lastReading;
  }

  /// The session's epoch at the time of [#lastReading].
  long epochOfLastReading() {
    return epochAsked;
  }

  /// No statement waits any more for what was read.
  void forgetLastReading() {
    lastReading = null;
  }

  /// What is to be sent for a reading; what it answers goes to [#read].
  String query(long epoch) {
    generationAsked = shared.generation();
    epochAsked = epoch;
    readingBegun = shared.beginReading();
    base = shared.base();
    return VirtualSchemaReader.query(base.taken());
  }

  /// @param keeps whether it is the session's own
  void read(VirtualSchemaReader.Reading reading, boolean keeps) {
    SchemaSnapshot read = new SchemaSnapshot(reading.over(base.schema()), reading.snapshot());
    VirtualSchema schema = withCatalog(read.schema());
    lastReading = schema;
    if (keeps) {
      own = schema;
      ownOutdated = false;
      ownGeneration = generationAsked;
    } else {
      own = null;
      shared.publish(readingBegun, read, schema);
    }
  }

  private VirtualSchema withCatalog(VirtualSchema schema) {
    CatalogFacade catalog = shared.catalog();
    return catalog == null ? schema : schema.with(catalog.relations(), catalog.standIns());
  }

  /// The session's own reading no longer holds.
  void outdateOwn() {
    ownOutdated = true;
  }

  void forgetOwn() {
    own = null;
  }
}
