package io.pgveneer.distribution.config;

import io.pgveneer.wire.ClientRules;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The configuration, read and checked. Holds passwords; its text hides them.
///
/// @param listen where clients connect; port 0 takes a free one
/// @param copyLimit rows of the largest table that may be copied whole
/// @param questionCost what asking production for an estimate takes, in rows
public record Settings(
    Address listen,
    Production production,
    Fresh fresh,
    Setup setup,
    long sequenceHeadroom,
    long copyLimit,
    long questionCost,
    ClientRules clients,
    Metrics metrics,
    Duration shutdownGrace,
    String logLevel) {

  /// @param allowWritableRole whether a role that could write to production is accepted
  /// @param checkInterval how often to look whether its schema has changed; zero for never
  /// @param newColumns whether columns that it gets later show in tables that the preview has not
  ///     changed
  public record Production(
      DatabaseUrl url, boolean allowWritableRole, Duration checkInterval, boolean newColumns) {}

  /// @param productionAddress where the fresh database reaches production; null: where we do
  public record Fresh(DatabaseUrl url, @Nullable Address productionAddress) {}

  /// @param listen where they are told by HTTP; null for nowhere
  /// @param jmx whether they are told by JMX
  public record Metrics(@Nullable Address listen, boolean jmx) {

    /// Whether somebody may look at them.
    public boolean isWatched() {
      return listen != null || jmx;
    }
  }

  /// @param poolSize set-up connections to each database
  /// @param patience how long to try again while a database cannot be reached
  public record Setup(int poolSize, Duration connectTimeout, Duration patience) {}
}
