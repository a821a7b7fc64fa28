package io.pgveneer.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What all servers of ours have in common, wherever they run.
final class Defaults {
  static final String USER = "postgres";
  static final String PASSWORD = "postgres";
  private static final String HOST = "127.0.0.1";

  private Defaults() {}

  static Database administration(int port) {
    return new Database(HOST, port, "postgres", USER, PASSWORD);
  }

  /// Quick rather than safe. The map is the caller's.
  static Map<String, String> settings(int port) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("listen_addresses", HOST);
    settings.put("port", String.valueOf(port));
    settings.put("max_connections", "300");
    settings.put("max_prepared_transactions", "10");
    settings.put("shared_buffers", "64MB");
    settings.put("fsync", "off");
    settings.put("full_page_writes", "off");
    settings.put("synchronous_commit", "off");
    return settings;
  }

  /// Settings as arguments of the program `postgres`.
  static List<String> arguments(Map<String, String> settings) {
    List<String> arguments = new ArrayList<>();
    settings.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
    return arguments;
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port", e);
    }
  }
}
