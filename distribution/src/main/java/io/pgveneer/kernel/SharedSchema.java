package io.pgveneer.kernel;

import io.pgveneer.api.VirtualSchema;
import org.jspecify.annotations.Nullable;

/// The virtual schema as committed, shared by all sessions. The first session that needs it reads
/// it.
final class SharedSchema {
  /// So many rows change no estimate that matters.
  private static final long FEW_ROWS = 1_000;

  /// Counts changes and readings.
  private long clock = 1;

  /// The clock at the last change that a reading must see.
  private long changedAt = 1;

  /// The clock when the reading that is current was begun.
  private long readAt;

  /// Rows that transactions have written, and how many of them make another reading due.
  private long written;

  private long writtenAtReading = FEW_ROWS;

  /// The clock at the last change that only a whole reading shows.
  private long wholeDueAt;

  private SchemaSnapshot last = SchemaSnapshot.NONE;

  private @Nullable VirtualSchema current;

  private @Nullable CatalogFacade catalog;

  /// The system catalogues' stand-ins, which never change while the fresh database lives; null
  /// before they are read.
  synchronized @Nullable CatalogFacade catalog() {
    return catalog;
  }

  synchronized void catalog(CatalogFacade read) {
    catalog = read;
  }

  /// The schema, or null where it has to be read first.
  synchronized @Nullable VirtualSchema current() {
    return readAt >= changedAt ? current : null;
  }

  /// What the next reading builds on.
  synchronized SchemaSnapshot base() {
    return readAt >= wholeDueAt ? last : SchemaSnapshot.NONE;
  }

  /// Grows with every change.
  synchronized long generation() {
    return changedAt;
  }

  /// To be called before a reading is sent; what it answers goes to [#publish].
  synchronized long beginReading() {
    return ++clock;
  }

  /// A reading made outside of any transaction of a client.
  ///
  /// @param schema the same, with the system catalogues
  synchronized void publish(long begun, SchemaSnapshot read, VirtualSchema schema) {
    if (begun > readAt) {
      readAt = begun;
      last = read;
      current = schema;
    }
  }

  /// A transaction has written rows. The schema tells about how many keys are masked, which
  /// decides how a relation is read: once there may be twice as many, it is read again.
  synchronized void written(long rows) {
    written += rows;
    if (written >= writtenAtReading) {
      writtenAtReading = 2 * written;
      invalidate();
      wholeDueAt = changedAt;
    }
  }

  /// The committed schema has changed.
  synchronized void invalidate() {
    changedAt = ++clock;
  }
}
