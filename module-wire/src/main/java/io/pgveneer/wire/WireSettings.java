package io.pgveneer.wire;

import io.pgveneer.spi.SessionPlanner;
import io.pgveneer.wire.metrics.WireMetrics;
import io.pgveneer.wire.scram.RoleSecrets;
import java.net.InetSocketAddress;

/// How the front door listens, and where the fresh database is.
///
/// @param listen address to listen on; port 0 takes a free one
/// @param fresh where clients' sessions are carried out
/// @param clients what is asked of clients
/// @param sizes how much memory a client may take
/// @param eventLoops threads; 0 takes one for each processor
/// @param secrets what the fresh database keeps of passwords; asked where SCRAM comes through two
///     encrypted channels
/// @param metrics counts what goes on
/// @param planners opens a planner for each session
public record WireSettings(
    InetSocketAddress listen,
    FreshServer fresh,
    ClientRules clients,
    Sizes sizes,
    int eventLoops,
    RoleSecrets secrets,
    WireMetrics metrics,
    SessionPlanner.Factory planners) {

  /// PostgreSQL's own limits and defaults.
  public static WireSettings of(
      InetSocketAddress listen, String host, int port, SessionPlanner.Factory planners) {
    return new WireSettings(
        listen,
        FreshServer.of(host, port),
        ClientRules.DEFAULT,
        Sizes.DEFAULT,
        0,
        RoleSecrets.UNKNOWN,
        WireMetrics.unseen(),
        planners);
  }

  public WireSettings with(FreshServer server) {
    return new WireSettings(listen, server, clients, sizes, eventLoops, secrets, metrics, planners);
  }

  public WireSettings with(ClientRules rules) {
    return new WireSettings(listen, fresh, rules, sizes, eventLoops, secrets, metrics, planners);
  }

  public WireSettings with(RoleSecrets source) {
    return new WireSettings(listen, fresh, clients, sizes, eventLoops, source, metrics, planners);
  }

  public WireSettings with(WireMetrics counters) {
    return new WireSettings(listen, fresh, clients, sizes, eventLoops, secrets, counters, planners);
  }

  public WireSettings withEventLoops(int threads) {
    return new WireSettings(listen, fresh, clients, sizes, threads, secrets, metrics, planners);
  }
}
