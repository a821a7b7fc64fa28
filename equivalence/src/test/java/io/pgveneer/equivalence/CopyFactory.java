package io.pgveneer.equivalence;

import io.pgveneer.equivalence.client.Endpoint;
import io.pgveneer.equivalence.client.RawClient;
import io.pgveneer.equivalence.run.Headroom;
import io.pgveneer.equivalence.run.Preview;
import io.pgveneer.equivalence.run.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/// A second copy in place of the preview.
final class CopyFactory implements Preview.Factory {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Override
  public Preview start(Endpoint production, Endpoint fresh, Headroom headroom) {
    Endpoint administration =
        new Endpoint(fresh.host(), fresh.port(), "postgres", fresh.user(), fresh.password());
    try (RawClient client = RawClient.open(administration, PATIENCE)) {
      Stage.execute(client, "DROP DATABASE " + fresh.database());
      Stage.execute(
          client, "CREATE DATABASE " + fresh.database() + " TEMPLATE " + production.database());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Copy(fresh);
  }

  private record Copy(Endpoint endpoint) implements Preview {
    @Override
    public void close() {
      // A database of its user's, who drops it.
    }
  }
}
