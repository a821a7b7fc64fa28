package io.pgveneer.kernel;

import io.pgveneer.api.VirtualSchema;
import org.jspecify.annotations.Nullable;

/// The virtual schema as committed, shared by all sessions. The first session that needs it reads
/// it.
final class SharedSchema {
  /// Counts changes and readings.
  private long clock = 1;

  /// The clock at the last change that a reading must see.
  private long changedAt = 1;

  /// The clock when the reading that is current was begun.
  private long readAt;

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

  /// Grows with every change.
  synchronized long generation() {
    return changedAt;
  }

  /// To be called before a reading is sent; what it answers goes to [#publish].
  synchronized long beginReading() {
    return ++clock;
  }

  /// A reading made outside of any transaction of a client.
  synchronized void publish(long begun, VirtualSchema schema) {
    if (begun > readAt) {
      readAt = begun;
      current = schema;
    }
  }

  /// The committed schema has changed.
  synchronized void invalidate() {
    changedAt = ++clock;
  }
}
