package io.pgveneer.schema;

import java.time.Duration;

/// @param poolSize the most connections kept open at once
/// @param connectTimeout for one attempt
/// @param patience how long to try again while a database cannot be reached; zero tries once
public record ConnectOptions(int poolSize, Duration connectTimeout, Duration patience) {

  /// Four connections, ten seconds, a minute.
  public static ConnectOptions defaults() {
    return new ConnectOptions(4, Duration.ofSeconds(10), Duration.ofMinutes(1));
  }
}
