package io.pgveneer.equivalence.client;

/// Where and as whom a client connects.
public record Endpoint(String host, int port, String database, String user, String password) {

  public Endpoint as(String otherUser, String otherPassword) {
    return new Endpoint(host, port, database, otherUser, otherPassword);
  }
}
