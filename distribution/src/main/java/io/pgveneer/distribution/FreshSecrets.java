package io.pgveneer.distribution;

import io.pgveneer.api.PgveneerException;
import io.pgveneer.schema.DatabaseConnections;
import io.pgveneer.wire.scram.RoleSecrets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the fresh database keeps of passwords, read from `pg_authid`, which takes a superuser.
final class FreshSecrets implements RoleSecrets, Resources.Resource {
  private static final Logger LOG = LoggerFactory.getLogger(Pgveneer.class);
  private static final String SQL =
      "SELECT coalesce(max(rolpassword), '') FROM pg_catalog.pg_authid WHERE rolname = ?";

  private final DatabaseConnections fresh;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  FreshSecrets(DatabaseConnections fresh) {
    this.fresh = fresh;
  }

  @Override
  public CompletionStage<@Nullable String> of(String role) {
    return CompletableFuture.supplyAsync(() -> read(role), threads);
  }

  private @Nullable String read(String role) {
    try (Connection connection = fresh.open();
        PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setString(1, role);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    } catch (SQLException | PgveneerException e) {
      LOG.warn(
          "secrets of roles cannot be read, so clients on TLS cannot log in with SCRAM"
              + " while fresh.url has TLS too: {}",
          e.getMessage());
      return null;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
