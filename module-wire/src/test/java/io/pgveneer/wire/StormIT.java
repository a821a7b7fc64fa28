package io.pgveneer.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.testkit.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many more clients at once than the database takes: each is told so in its words, and nothing is
/// left of them.
///
/// Property `storm` of the build is their number; three files are open for each.
@Timeout(600)
class StormIT extends OwnDatabase {
  private static final int CLIENTS = Integer.getInteger("pgveneer.storm", 500);
  private static final int STORMS = 3;

  @Override
  ServerOptions options() {
    return ServerOptions.of(18).withAuthentication("trust").with("max_connections", "40");
  }

  @Test
  void shouldRefuseWhoIsTooManyAndForgetThem() throws Exception {
    storm();
    long files = openFiles();
    for (int i = 0; i < STORMS; i++) {
      storm();
    }
    while (openFiles() > files) {
      Thread.onSpinWait();
    }
    try (RawClient client = loginOnceThereIsRoom()) {
      assertThat(client.query("SELECT 1").answers()).contains("D 1");
    }
  }

  private void storm() throws IOException {
    List<RawClient> clients = new ArrayList<>();
    int served = 0;
    try {
      for (int i = 0; i < CLIENTS; i++) {
        RawClient client = connect();
        clients.add(client);
        client.startup(0x30000, "user", database.user(), "database", database.name()).send();
      }
      for (RawClient client : clients) {
        List<String> answers = client.answers();
        if (answers.getLast().equals("Z I")) {
          served++;
        } else {
          assertThat(answers)
              .containsExactly("E SFATAL|C53300|Msorry, too many clients already", "end");
        }
      }
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
    assertThat(served).isBetween(1, CLIENTS - 1);
    while (server.sessions() > 0) {
      Thread.onSpinWait();
    }
  }

  private RawClient loginOnceThereIsRoom() throws IOException {
    while (true) {
      RawClient client = connect();
      try {
        return client.login(database.user(), database.name(), "");
      } catch (IOException full) {
        client.close();
        assertThat(full).hasMessageContaining("C53300");
      }
    }
  }

  /// On Linux; elsewhere none are counted.
  private static long openFiles() throws IOException {
    Path folder = Path.of("/proc/self/fd");
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }
}
