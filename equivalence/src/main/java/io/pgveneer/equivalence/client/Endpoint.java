package io.pgveneer.equivalence.client;

import io.pgveneer.testkit.Database;

/// Where and as whom a client connects.
public record Endpoint(String host, int port, String database, String user, String password) {

  /// Directly, as the role that the database is known by.
  public static Endpoint of(Database database) {
    return new Endpoint(
        database.host(), database.port(), database.name(), database.user(), database.password());
  }

  public Endpoint as(String otherUser, String otherPassword) {
    return new Endpoint(host, port, database, otherUser, otherPassword);
  }
}
