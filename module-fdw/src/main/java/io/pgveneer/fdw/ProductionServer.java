package io.pgveneer.fdw;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the fresh database finds production, and within which bounds it may use it.
///
/// @param password null where the server lets the user in without one
/// @param sslmode as libpq knows it: disable, allow, prefer, require, verify-ca, verify-full
/// @param statementTimeout after which production ends a statement of ours; zero for never
/// @param idleTimeout after which production ends a transaction of ours that does nothing; zero for
/// never
/// @param roundTrip measured between the fresh database and production, for the planner
/// @param fetchSize rows per round trip
public record ProductionServer(
    String host,
    int port,
    String database,
    String user,
    @Nullable String password,
    String sslmode,
    Duration statementTimeout,
    Duration idleTimeout,
    Duration roundTrip,
    int fetchSize) {

  /// What the planner takes one millisecond for, in its units of cost.
  private static final double COST_PER_MILLISECOND = 100;

  /// What a scan with parameters takes: the last cursor is closed, one declared and fetched from,
  /// beside the time that both servers need.
  private static final double ROUND_TRIPS = 4;

  /// With this project's bounds: statements of 10 minutes, idle transactions of an hour, 10,000
  /// rows a round trip.
  public static ProductionServer of(
      String host, int port, String database, String user, @Nullable String password) {
    return new ProductionServer(
        host,
        port,
        database,
        user,
        password,
        "prefer",
        Duration.ofMinutes(10),
        Duration.ofHours(1),
        Duration.ofMillis(1),
        10_000);
  }

  Map<String, String> serverOptions() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("host", host);
    options.put("port", Integer.toString(port));
    options.put("dbname", database);
    options.put("sslmode", sslmode);
    options.put("application_name", "pgveneer");
    options.put("connect_timeout", "30");
    options.put(
        "options",
        "-c default_transaction_read_only=on"
            // rows that policies hide from us are an error, not fewer rows
            + " -c row_security=off"
            + " -c statement_timeout="
            + statementTimeout.toMillis()
            + " -c idle_in_transaction_session_timeout="
            + idleTimeout.toMillis());
    options.put("fetch_size", Integer.toString(fetchSize));
    options.put("use_remote_estimate", "true");
    options.put("fdw_startup_cost", Double.toString(startupCost()));
    options.put("updatable", "false");
    options.put("truncatable", "false");
    options.put("keep_connections", "on");
    return options;
  }

  private double startupCost() {
    return Math.max(100, roundTrip.toNanos() / 1e6 * COST_PER_MILLISECOND * ROUND_TRIPS);
  }

  Map<String, String> loginOptions() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("user", user);
    if (password == null) {
      options.put("password_required", "false");
    } else {
      options.put("password", password);
    }
    return options;
  }

  /// Without the password.
  @Override
  public String toString() {
    return "ProductionServer[" + user + "@" + host + ":" + port + "/" + database + "]";
  }
}
