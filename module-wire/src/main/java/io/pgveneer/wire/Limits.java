package io.pgveneer.wire;

import java.time.Duration;

/// How many clients there may be at a time; 0 for any number.
///
/// @param clients in all
/// @param perUser for each role
/// @param perDatabase for each database
/// @param patience how long a client waits for a place before it is refused
public record Limits(int clients, int perUser, int perDatabase, Duration patience) {
  public static final Limits NONE = new Limits(0, 0, 0, Duration.ZERO);
}
