package io.pgveneer.wire;

import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.PostgresqlServer;
import io.pgveneer.testkit.ServerOptions;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// Tests that have a PostgreSQL and a front door to themselves.
abstract class OwnDatabase {
  PostgresqlServer postgresql;
  Database database;
  WireServer server;

  /// How the database is started.
  abstract ServerOptions options();

  /// How the front door is opened.
  WireSettings settings() {
    return TestDoor.to(database).withEventLoops(2);
  }

  @BeforeEach
  final void open() {
    postgresql = PostgresqlServer.start(options());
    database = postgresql.createDatabase();
    server = WireServer.start(settings());
  }

  @AfterEach
  final void close() {
    server.close();
    postgresql.close();
  }

  final RawClient connect() throws IOException {
    return new RawClient(server);
  }
}
