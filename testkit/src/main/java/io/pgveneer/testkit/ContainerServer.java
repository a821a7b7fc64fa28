package io.pgveneer.testkit;

import java.util.ArrayList;
import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/// A server in a container of the official image, that never outlives this JVM.
///
/// It uses the host's network, since servers of the tests have to reach each other under the
/// address that the tests know, and listens on 127.0.0.1 alone.
final class ContainerServer {
  private ContainerServer() {}

  /// Errors: RuntimeException of Testcontainers when the image cannot be had or does not start.
  static PostgresqlServer start(int major) {
    int port = Defaults.freePort();
    GenericContainer<?> container =
        new GenericContainer<>(DockerImageName.parse("postgres:" + major))
            .withNetworkMode("host")
            .withEnv("POSTGRES_PASSWORD", Defaults.PASSWORD)
            .withEnv("POSTGRES_INITDB_ARGS", "--auth-host=scram-sha-256 --locale=C --encoding=UTF8")
            .withCommand(command(port))
            .waitingFor(
                Wait.forLogMessage(".*database system is ready to accept connections.*", 2));
    container.start();
    return new PostgresqlServer(major, Defaults.administration(port), container::stop);
  }

  private static String[] command(int port) {
    List<String> command = new ArrayList<>(List.of("postgres"));
    command.addAll(Defaults.arguments(Defaults.settings(port)));
    return command.toArray(String[]::new);
  }
}
