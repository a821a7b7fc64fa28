package io.pgveneer.equivalence.run;

import io.pgveneer.equivalence.client.Endpoint;
import io.pgveneer.equivalence.client.RawClient;
import io.pgveneer.testkit.PostgresqlServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The proxy in a JVM of its own, which can be killed and started again at the same address.
public final class ProxyProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final int TOLD = 40;

  private final ProcessBuilder builder;
  private final Endpoint endpoint;
  private final Path log;
  private @Nullable Process process;

  /// @param log where its output goes
  public ProxyProcess(Endpoint production, Endpoint fresh, Headroom headroom, Path log)
      throws IOException {
    this.log = log;
    int port = freePort();
    this.endpoint =
        new Endpoint("127.0.0.1", port, fresh.database(), fresh.user(), fresh.password());
    this.builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=io.netty.common",
                "--sun-misc-unsafe-memory-access=allow",
                "-p",
                ProductLayer.modules().stream()
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator)),
                "-m",
                ProductLayer.ROOT + "/" + ProductLayer.ROOT + ".cli.Main",
                "serve")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(ProductLayer.environment(production, fresh, headroom, port));
    PostgresqlServer.beforeShutdown(this::kill);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// Where clients connect.
  public Endpoint endpoint() {
    return endpoint;
  }

  /// Starts it, and kills it after a while, ready or not.
  public void startFor(Duration time) throws IOException {
    launch();
    exits(time.toMillis());
    kill();
  }

  private void launch() throws IOException {
    process = builder.start();
  }

  /// Starts it and waits until clients can connect.
  ///
  /// Errors: IllegalStateException where it ends or is not ready in time, with what it told last.
  public void start() throws IOException {
    launch();
    long patience = System.nanoTime() + START.toNanos();
    while (!isReady()) {
      if (exits(100)) {
        throw new IllegalStateException("the proxy ended:\n" + told());
      }
      if (System.nanoTime() > patience) {
        throw new IllegalStateException("the proxy is not ready:\n" + told());
      }
    }
  }

  private boolean isReady() {
    try (RawClient client = RawClient.open(endpoint, Session.PATIENCE)) {
      return Stage.cell(client, "SELECT 1") != null;
    } catch (IOException e) {
      return false;
    }
  }

  /// What it told last.
  public String told() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TOLD), lines.size()));
    } catch (IOException e) {
      return "its log cannot be read: " + e.getMessage();
    }
  }

  public boolean isAlive() {
    return process != null && process.isAlive();
  }

  /// As `kill -9` does.
  public void kill() {
    if (process != null) {
      process.destroyForcibly();
      exits(20_000);
    }
  }

  private boolean exits(long millis) {
    try {
      return process == null || process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroy();
      if (!exits(10_000)) {
        kill();
      }
    }
  }
}
