package io.pgveneer.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/// A server in a container of the official image, that never outlives this JVM.
///
/// It uses the host's network, since servers of the tests have to reach each other under the
/// address that the tests know, and listens on 127.0.0.1 alone.
final class ContainerServer {
  private static final String USER = "postgres";
  private static final String PASSWORD = "postgres";
  private static final Map<String, String> SETTINGS =
      Map.of(
          "listen_addresses", "127.0.0.1",
          "max_connections", "300",
          "fsync", "off",
          "full_page_writes", "off",
          "synchronous_commit", "off");

  private ContainerServer() {}

  /// Errors: RuntimeException of Testcontainers when the image cannot be had or does not start.
  static PostgresqlServer start(int major) {
    int port = freePort();
    GenericContainer<?> container =
        new GenericContainer<>(DockerImageName.parse("postgres:" + major))
            .withNetworkMode("host")
            .withEnv("POSTGRES_PASSWORD", PASSWORD)
            .withEnv("POSTGRES_INITDB_ARGS", "--auth-host=scram-sha-256 --locale=C --encoding=UTF8")
            .withCommand(command(port))
            .waitingFor(
                Wait.forLogMessage(".*database system is ready to accept connections.*", 2));
    container.start();
    return new PostgresqlServer(
        major, new Database("127.0.0.1", port, "postgres", USER, PASSWORD), container::stop);
  }

  private static String[] command(int port) {
    List<String> command = new ArrayList<>(List.of("postgres", "-c", "port=" + port));
    SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return command.toArray(String[]::new);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("no free port", e);
    }
  }
}
