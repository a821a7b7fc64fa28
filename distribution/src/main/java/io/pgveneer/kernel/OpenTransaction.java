package io.pgveneer.kernel;

import io.pgveneer.api.Plan;
import io.pgveneer.sql.StatementClass;
import io.pgveneer.sql.TokenList;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a session's open transaction has done so far that others must learn of when it ends.
final class OpenTransaction {
  static final String COMMIT = "COMMIT";

  private static final Pattern ROWS = Pattern.compile("\\d{1,18}");

  private final DirtyRelations dirty;
  private final Set<Long> written = new HashSet<>();
  private boolean changedSchema;

  /// Rows that its statements have written, or read by COPY, as their tags tell.
  private long rows;

  private boolean changedSearchPath;

  /// An error was seen since the last of its ends, or returns to a savepoint.
  private boolean failed;

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

  /// A statement completed. Before the backend is idle there can be several transactions, so tags
  /// tell where they end.
  void completed(Plan plan, String tag) {
    StatementClass kind = plan.kind();
    if (kind == StatementClass.CALL || kind == StatementClass.DO) {
      procedural = true;
    }
    switch (kind) {
      case INSERT, UPDATE, DELETE, MERGE, COPY -> rows += count(tag);
      default -> {}
    }
    if (COMMIT.equals(tag) || "PREPARE TRANSACTION".equals(tag)) {
      release(true);
      failed = false;
    } else if ("ROLLBACK".equals(tag)) {
      if (!isToSavepoint(plan.main().text())) {
        release(procedural);
      }
      failed = false;
    }
  }

  private static boolean isToSavepoint(String rollback) {
    TokenList tokens = TokenList.of(rollback);
    return tokens.is(1, "to") || tokens.is(2, "to");
  }

  /// The number of rows at a command tag's end; 0 without one.
  private static long count(String tag) {
    String last = tag.substring(tag.lastIndexOf(' ') + 1);
    return ROWS.matcher(last).matches() ? Long.parseLong(last) : 0;
  }

  void failed(@Nullable Plan plan) {
    failed = true;
    if (plan != null && (plan.kind() == StatementClass.CALL || plan.kind() == StatementClass.DO)) {
      procedural = true;
    }
  }

  /// The backend is idle again.
  void ended() {
    release(!failed || procedural);
    changedSchema = false;
    changedSearchPath = false;
    rows = 0;
    failed = false;
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
