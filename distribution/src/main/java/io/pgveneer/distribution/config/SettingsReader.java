package io.pgveneer.distribution.config;

import com.typesafe.config.Config;
import io.pgveneer.wire.ClientRules;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Makes settings of a tree. Each bad value becomes a finding and does not stop the others.
final class SettingsReader {
  private static final Set<String> LEVELS = Set.of("error", "warn", "info", "debug", "trace");

  private final Values values;

  SettingsReader(Config tree, List<Finding> findings) {
    this.values = new Values(tree, findings);
  }

  /// @return null where a finding is an error
  @Nullable Settings read() {
    Address listen = values.value(Key.LISTEN, Address::parse);
    DatabaseUrl production = url(Key.PRODUCTION_URL, Key.PRODUCTION_PASSWORD);
    DatabaseUrl fresh = url(Key.FRESH_URL, Key.FRESH_PASSWORD);
    Boolean writable = values.value(Key.ALLOW_WRITABLE_ROLE, Values::flag);
    Duration checkInterval = values.duration(Key.CHECK_INTERVAL);
    Boolean newColumns = values.value(Key.NEW_COLUMNS, Values::flag);
    Address seenFromFresh = values.value(Key.PRODUCTION_ADDRESS, Address::parse);
    Long poolSize = values.number(Key.POOL_SIZE, 1_000);
    Duration connectTimeout = values.duration(Key.CONNECT_TIMEOUT);
    Duration patience = values.duration(Key.PATIENCE);
    Long headroom = values.number(Key.HEADROOM, Long.MAX_VALUE);
    Long copyLimit = values.number(Key.COPY_LIMIT, Long.MAX_VALUE - 1);
    Long questionCost = values.number(Key.QUESTION_COST, Long.MAX_VALUE);
    ClientRules clients = new ClientRulesReader(values).read();
    Address metricsListen = values.value(Key.METRICS_LISTEN, Address::parse);
    Boolean jmx = values.value(Key.METRICS_JMX, Values::flag);
    Duration grace = values.duration(Key.GRACE);
    String level = values.value(Key.LOG_LEVEL, SettingsReader::level);
    if (production != null && fresh != null) {
      compare(production, fresh);
    }
    if (listen == null
        || production == null
        || fresh == null
        || writable == null
        || checkInterval == null
        || newColumns == null
        || poolSize == null
        || connectTimeout == null
        || patience == null
        || headroom == null
        || copyLimit == null
        || questionCost == null
        || clients == null
        || jmx == null
        || grace == null
        || level == null) {
      return null;
    }
    return new Settings(
        listen,
        new Settings.Production(production, writable, checkInterval, newColumns),
        new Settings.Fresh(fresh, seenFromFresh),
        new Settings.Setup(Math.toIntExact(poolSize), connectTimeout, patience),
        headroom,
        copyLimit,
        questionCost,
        clients,
        new Settings.Metrics(metricsListen, jmx),
        grace,
        level);
  }

  /// The same place by name; what only the servers can tell is for the database checks.
  private void compare(DatabaseUrl production, DatabaseUrl fresh) {
    if (production.address().equals(fresh.address())
        && production.database().equals(fresh.database())) {
      values.error(
          Key.FRESH_URL,
          "it is the same database as production.url",
          "name an empty database of its own: everything that clients write goes there");
    }
  }

  private @Nullable DatabaseUrl url(Key key, Key passwordKey) {
    DatabaseUrl url = values.value(key, DatabaseUrl::parse);
    String password = values.value(passwordKey, text -> text);
    return url == null || password == null ? url : url.withPassword(new Secret(password));
  }

  private static String level(String text) {
    String level = text.toLowerCase(Locale.ROOT);
    if (!LEVELS.contains(level)) {
      throw new IllegalArgumentException("'" + text + "' is no level");
    }
    return level;
  }

  /// Where each key was set, by key; defaults are left out.
  Map<String, String> origins() {
    Map<String, String> origins = new TreeMap<>();
    for (Key key : Key.ALL) {
      String origin = values.origin(key);
      if (origin != null) {
        origins.put(key.path(), origin);
      }
    }
    return Map.copyOf(origins);
  }
}
