package io.pgveneer.equivalence.run;

import io.pgveneer.equivalence.client.Endpoint;
import io.pgveneer.equivalence.client.RawClient;
import io.pgveneer.equivalence.client.Reply;
import io.pgveneer.equivalence.script.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// One client connection with a thread of its own, so that others can go on while it waits for a
/// lock.
final class Session implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private final RawClient client;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());

  private Session(RawClient client) {
    this.client = client;
  }

  static Session open(Endpoint endpoint) throws IOException {
    return new Session(RawClient.open(endpoint, PATIENCE));
  }

  CompletableFuture<List<Reply>> perform(Mode mode, Step.Action action) {
    return CompletableFuture.supplyAsync(() -> Conversation.hold(client, mode, action), thread);
  }

  void cut() {
    client.cut();
  }

  @Override
  public void close() {
    client.close();
    thread.shutdown();
  }
}
