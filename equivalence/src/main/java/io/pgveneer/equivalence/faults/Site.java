package io.pgveneer.equivalence.faults;

import io.pgveneer.equivalence.client.Endpoint;
import io.pgveneer.equivalence.client.RawClient;
import io.pgveneer.equivalence.run.Stage;
import io.pgveneer.testkit.PostgresqlServer;
import io.pgveneer.testkit.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A server whose data outlive it, so that it can crash and be started again on the same port.
final class Site implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path folder;
  private final ServerOptions options;
  private PostgresqlServer server;

  /// @param settings further ones of `postgresql.conf`, names and values in turns
  Site(int major, String... settings) throws IOException {
    folder = Files.createTempDirectory("pgveneer-faults");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    ServerOptions wanted =
        ServerOptions.of(major)
            .withDataDirectory(folder.resolve("data"))
            // what was acknowledged has to be there after a crash
            .with("synchronous_commit", "on")
            .with("deadlock_timeout", "100ms");
    for (int i = 0; i < settings.length; i += 2) {
      wanted = wanted.with(settings[i], settings[i + 1]);
    }
    server = PostgresqlServer.start(wanted);
    options = wanted.withPort(server.port());
  }

  PostgresqlServer server() {
    return server;
  }

  void crash() {
    server.crash();
  }

  void startAgain() {
    server = PostgresqlServer.start(options);
  }

  /// A database as superuser.
  Endpoint database(String name) {
    return new Endpoint(
        server.host(),
        server.port(),
        name,
        server.administration().user(),
        server.administration().password());
  }

  RawClient connect(String name) throws IOException {
    return RawClient.open(database(name), PATIENCE);
  }

  /// The rows of a query in one of its databases.
  List<List<String>> ask(String name, String sql) throws IOException {
    try (RawClient client = connect(name)) {
      return Stage.rows(client, sql);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
