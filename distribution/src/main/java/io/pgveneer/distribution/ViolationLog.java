package io.pgveneer.distribution;

import io.pgveneer.api.PgveneerException;
import io.pgveneer.kernel.FailedDefinition;
import io.pgveneer.schema.DatabaseConnections;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps, for the report, which definitions failed on rows, and on which: the statement's own
/// transaction is rolled back, so it cannot.
final class ViolationLog implements Consumer<FailedDefinition>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ViolationLog.class);

  /// What the engine told of the rows is about the very statement, in a function too.
  private static final String INSERT =
      "INSERT INTO pgveneer.violation (told) SELECT jsonb_strip_nulls(jsonb_build_object("
          + "'statement', ?, 'code', ?, 'error', ?, 'detail', ?, 'table', ?))"
          + " || coalesce(?::jsonb, '{}')";

  private static final int PATIENCE_SECONDS = 2;

  private final DatabaseConnections fresh;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("pgveneer-violations").factory());

  ViolationLog(DatabaseConnections fresh) {
    this.fresh = fresh;
  }

  @Override
  public void accept(FailedDefinition failed) {
    writer.execute(() -> write(failed));
  }

  private void write(FailedDefinition failed) {
    try (Connection connection = fresh.open();
        PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setString(1, failed.statement());
      statement.setString(2, failed.sqlState());
      statement.setString(3, failed.message());
      statement.setString(4, failed.detail());
      statement.setString(5, failed.table());
      statement.setString(6, failed.told());
      statement.execute();
    } catch (SQLException | PgveneerException e) {
      LOG.warn("a violation could not be kept for the report: {}", e.getMessage());
    }
  }

  /// What was told is written before it returns, unless the fresh database takes long.
  @Override
  public void close() {
    writer.shutdown();
    try {
      if (!writer.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("violations could not be kept for the report in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
