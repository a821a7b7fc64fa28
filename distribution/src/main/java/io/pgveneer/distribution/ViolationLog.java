package io.pgveneer.distribution;

import io.pgveneer.api.PgveneerException;
import io.pgveneer.schema.DatabaseConnections;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps, for the report, which rows of production made a definition fail: the statement's own
/// transaction is rolled back, so it cannot.
final class ViolationLog implements Consumer<String>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ViolationLog.class);

  private final DatabaseConnections fresh;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("pgveneer-violations").factory());

  ViolationLog(DatabaseConnections fresh) {
    this.fresh = fresh;
  }

  @Override
  public void accept(String told) {
    writer.execute(() -> write(told));
  }

  private void write(String told) {
    try (Connection connection = fresh.open();
        PreparedStatement statement =
            connection.prepareStatement(
                "INSERT INTO pgveneer.violation (told) VALUES (?::jsonb)")) {
      statement.setString(1, told);
      statement.execute();
    } catch (SQLException | PgveneerException e) {
      LOG.warn("a violation could not be kept for the report: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    writer.shutdown();
  }
}
