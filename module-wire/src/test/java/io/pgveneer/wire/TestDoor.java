package io.pgveneer.wire;

import io.pgveneer.testkit.Database;
import java.net.InetSocketAddress;

/// Front doors on free local ports, whose planners change nothing.
final class TestDoor {
  private TestDoor() {}

  static WireSettings to(Database database) {
    return to(database.host(), database.port());
  }

  static WireSettings to(String host, int port) {
    return WireSettings.of(
        new InetSocketAddress("127.0.0.1", 0), host, port, FakePlanner.factory());
  }
}
