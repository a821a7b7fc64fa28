package io.pgveneer.kernel;

import io.pgveneer.api.Plan;
import io.pgveneer.sql.StatementClass;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a session's open transaction has done so far that others must learn of when it ends.
final class OpenTransaction {
  static final String COMMIT = "COMMIT";

  private final DirtyRelations dirty;
  private final Set<Long> written = new HashSet<>();
  private boolean changedSchema;

  /// Rows that its statements have written, or read by COPY, as their tags tell.
  private long rows;

  private boolean changedSearchPath;

  /// An error, ROLLBACK or ROLLBACK TO was seen. Should a COMMIT follow, its tag has released
  /// before.
  private boolean rolledBack;

  /// A procedure may have committed on its own: what was written counts as committed, even after an
  /// error.
  private boolean procedural;

  OpenTransaction(DirtyRelations dirty) {
    this.dirty = dirty;
  }

  void written(long relation) {
    if (written.add(relation)) {
      dirty.written(relation);
    }
  }

  void schemaChanged() {
    changedSchema = true;
  }

  boolean changedSchema() {
    return changedSchema;
  }

  void searchPathChanged() {
    changedSearchPath = true;
  }

  boolean changedSearchPath() {
    return changedSearchPath;
  }

  long rows() {
    return rows;
  }

  /// A statement completed. A Query message can hold several transactions, so its tags tell where
  /// they end.
  void completed(StatementClass kind, String tag) {
    if (kind == StatementClass.CALL || kind == StatementClass.DO) {
      procedural = true;
    }
    switch (kind) {
      case INSERT, UPDATE, DELETE, MERGE, COPY -> rows += count(tag);
      default -> {}
    }
    if (COMMIT.equals(tag) || "PREPARE TRANSACTION".equals(tag)) {
      release(true);
    } else if ("ROLLBACK".equals(tag)) {
      rolledBack = true;
    }
  }

  /// The number of rows at a command tag's end; 0 without one.
  private static long count(String tag) {
    String last = tag.substring(tag.lastIndexOf(' ') + 1);
    return last.matches("\\d{1,18}") ? Long.parseLong(last) : 0;
  }

  void failed(@Nullable Plan plan) {
    rolledBack = true;
    if (plan != null && (plan.kind() == StatementClass.CALL || plan.kind() == StatementClass.DO)) {
      procedural = true;
    }
  }

  /// The backend is idle again.
  void ended() {
    release(!rolledBack || procedural);
    changedSchema = false;
    changedSearchPath = false;
    rows = 0;
    rolledBack = false;
    procedural = false;
  }

  /// The connection is gone; a COMMIT may or may not have arrived.
  void abandoned() {
    release(true);
  }

  private void release(boolean committed) {
    if (!written.isEmpty()) {
      dirty.ended(written, committed);
      written.clear();
    }
  }
}
