package io.pgveneer.wire;

import io.pgveneer.spi.SessionPlanner;
import java.net.InetSocketAddress;
import java.time.Duration;

/// How the front door listens, and where the fresh database is.
///
/// @param listen address to listen on; port 0 takes a free one
/// @param backendHost host of the fresh database, resolved at each connection
/// @param backendPort its port
/// @param authenticationTimeout from accepting a client to its authentication, at most
/// @param connectTimeout for reaching the fresh database
/// @param maxStartupLength bytes of a start-up packet, at most; PostgreSQL's is 10,000
/// @param maxMessageLength bytes of any other message of a client, at most; PostgreSQL's is 1 GiB
///     - 2
/// @param bufferLimit bytes that wait for a slow reader, for each direction of a session, about
/// @param eventLoops threads; 0 takes one for each processor
/// @param planners opens a planner for each session
public record WireSettings(
    InetSocketAddress listen,
    String backendHost,
    int backendPort,
    Duration authenticationTimeout,
    Duration connectTimeout,
    int maxStartupLength,
    int maxMessageLength,
    int bufferLimit,
    int eventLoops,
    SessionPlanner.Factory planners) {

  /// PostgreSQL's own limits and defaults.
  public static WireSettings of(
      InetSocketAddress listen,
      String backendHost,
      int backendPort,
      SessionPlanner.Factory planners) {
    return new WireSettings(
        listen,
        backendHost,
        backendPort,
        Duration.ofSeconds(60),
        Duration.ofSeconds(10),
        10_000,
        0x3fffffff - 1,
        512 * 1024,
        0,
        planners);
  }

  public WireSettings withAuthenticationTimeout(Duration timeout) {
    return new WireSettings(
        listen,
        backendHost,
        backendPort,
        timeout,
        connectTimeout,
        maxStartupLength,
        maxMessageLength,
        bufferLimit,
        eventLoops,
        planners);
  }

  public WireSettings withEventLoops(int threads) {
    return new WireSettings(
        listen,
        backendHost,
        backendPort,
        authenticationTimeout,
        connectTimeout,
        maxStartupLength,
        maxMessageLength,
        bufferLimit,
        threads,
        planners);
  }
}
