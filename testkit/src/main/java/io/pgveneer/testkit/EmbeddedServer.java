package io.pgveneer.testkit;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server process of our own, on 127.0.0.1, that never outlives this JVM.
///
/// It is the child of a shell that waits for its standard input to end, which it does when the JVM
/// does, by whatever death, and then tells the server to shut down. A word on it is the signal to
/// do so by.
final class EmbeddedServer {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
  private static final int ATTEMPTS = 3;
  private static final long START_SECONDS = 60;
  private static final String GUARD =
      """
      exec 3<&0
      signal=$1
      shift
      "$@" </dev/null &
      server=$!
      (read -r word <&3; kill -${word:-$signal} $server) 2>/dev/null &
      guard=$!
      wait $server
      status=$?
      kill $guard 2>/dev/null
      exit $status
      """;

  private final ServerOptions options;
  private final Path home;
  private final Path data;
  private final Path log;

  private EmbeddedServer(ServerOptions options, Path home, Path data) {
    this.options = options;
    this.home = home;
    this.data = data;
    this.log = data.resolveSibling(data.getFileName() + ".log");
  }

  static PostgresqlServer start(ServerOptions options) {
    try {
      Path home = Binaries.unpacked(options.major(), options.progress());
      Path kept = options.dataDirectory();
      Path data = kept == null ? temporaryDirectory().resolve("data") : kept;
      EmbeddedServer server = new EmbeddedServer(options, home, data);
      if (!Files.exists(data.resolve("PG_VERSION"))) {
        server.initialise();
      }
      server.writeHostRules();
      server.writeFiles();
      return server.run(kept == null);
    } catch (IOException e) {
      throw new IllegalStateException("cannot start PostgreSQL " + options.major(), e);
    }
  }

  private static Path temporaryDirectory() throws IOException {
    Path directory = Files.createTempDirectory("pgveneer-postgresql");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    return directory;
  }

  private void initialise() throws IOException {
    options.progress().accept("initialising a PostgreSQL " + options.major() + " server");
    Path password = Files.createTempFile("pgveneer", ".password");
    Files.createDirectories(data);
    try {
      Files.writeString(password, Defaults.PASSWORD);
      Unprivileged.current().give(password);
      Unprivileged.current().give(data);
      runToEnd(
          program("initdb"),
          "--pgdata=" + data,
          "--username=" + Defaults.USER,
          "--pwfile=" + password,
          "--auth=scram-sha-256",
          "--encoding=UTF8",
          "--locale=C",
          "--no-sync",
          "--no-instructions");
    } finally {
      Files.delete(password);
    }
  }

  private void writeHostRules() throws IOException {
    List<String> rules = new ArrayList<>(options.hostRules());
    for (String address : List.of("127.0.0.1/32", "::1/128")) {
      rules.add("host all all " + address + " " + options.authentication());
      rules.add("host replication all " + address + " " + options.authentication());
    }
    Path file = data.resolve("pg_hba.conf");
    Files.write(file, rules);
    Unprivileged.current().give(file);
  }

  private void writeFiles() throws IOException {
    for (Map.Entry<String, String> entry : options.files().entrySet()) {
      Path file = data.resolve(entry.getKey());
      Files.writeString(file, entry.getValue());
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      Unprivileged.current().give(file);
    }
  }

  private PostgresqlServer run(boolean temporary) throws IOException {
    options.progress().accept("starting PostgreSQL " + options.major());
    for (int attempt = 1; ; attempt++) {
      int port = options.port() == 0 ? Defaults.freePort() : options.port();
      Process process = launch(port);
      Database administration = Defaults.administration(port);
      if (isUp(process, administration)) {
        Shutdown.stopping(() -> stop(process, temporary));
        LOG.debug("PostgreSQL {} listens on port {}, data in {}", options.major(), port, data);
        return new PostgresqlServer(
            options.major(), administration, () -> stop(process, temporary), () -> crash(process));
      }
      stop(process, false);
      if (attempt == ATTEMPTS) {
        throw new IllegalStateException(
            "PostgreSQL " + options.major() + " does not start:\n" + Files.readString(log));
      }
    }
  }

  private Process launch(int port) throws IOException {
    List<String> command =
        Unprivileged.current()
            .command("sh", "-c", GUARD, "sh", signal(), program("postgres"), "-D", data.toString());
    command.addAll(Defaults.arguments(settings(port)));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /// Data that nobody will read again need no checkpoint.
  private String signal() {
    return options.dataDirectory() == null ? "QUIT" : "INT";
  }

  private Map<String, String> settings(int port) {
    Map<String, String> settings = Defaults.settings(port);
    settings.put("unix_socket_directories", "");
    settings.putAll(options.settings());
    return settings;
  }

  private static boolean isUp(Process process, Database administration) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (System.nanoTime() < deadline) {
      try (Connection connection = administration.connect()) {
        return connection.isValid(1) && process.isAlive();
      } catch (SQLException e) {
        LOG.trace("not up yet: {}", e.getMessage());
        if (exits(process, 50)) {
          return false;
        }
      }
    }
    return false;
  }

  private static boolean exits(Process process, long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static void crash(Process process) {
    try (OutputStream guard = process.getOutputStream()) {
      guard.write("QUIT\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!exits(process, 20_000)) {
      throw new IllegalStateException("PostgreSQL does not stop at once");
    }
  }

  private void stop(Process process, boolean deleteData) {
    try {
      if (process.isAlive()) {
        process.getOutputStream().close();
      }
      if (!exits(process, 20_000)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      if (deleteData) {
        deleteRecursively(data.resolveSibling(".").normalize());
      }
    } catch (IOException e) {
      LOG.warn("PostgreSQL in {} did not stop cleanly: {}", data, e.getMessage());
    }
  }

  private static void deleteRecursively(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private String program(String name) {
    return home.resolve("bin").resolve(name).toString();
  }

  private static void runToEnd(String... words) throws IOException {
    File output = File.createTempFile("pgveneer", ".out");
    try {
      Process process =
          new ProcessBuilder(Unprivileged.current().command(words))
              .redirectErrorStream(true)
              .redirectOutput(output)
              .start();
      if (!exits(process, 120_000) || process.exitValue() != 0) {
        throw new IOException(words[0] + " failed:\n" + Files.readString(output.toPath()));
      }
    } finally {
      Files.deleteIfExists(output.toPath());
    }
  }
}
