package io.pgveneer.distribution.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes settings of a tree. Each bad value becomes a finding and does not stop the others.
final class SettingsReader {
  private static final Set<String> LEVELS = Set.of("error", "warn", "info", "debug", "trace");

  private final Config tree;
  private final List<Finding> findings;

  SettingsReader(Config tree, List<Finding> findings) {
    this.tree = tree;
    this.findings = findings;
  }

  /// @return null where a finding is an error
  @Nullable Settings read() {
    Address listen = value(Key.LISTEN, Address::parse);
    DatabaseUrl production = url(Key.PRODUCTION_URL, Key.PRODUCTION_PASSWORD);
    DatabaseUrl fresh = url(Key.FRESH_URL, Key.FRESH_PASSWORD);
    Boolean writable = value(Key.ALLOW_WRITABLE_ROLE, SettingsReader::flag);
    Duration checkInterval = duration(Key.CHECK_INTERVAL);
    Boolean newColumns = value(Key.NEW_COLUMNS, SettingsReader::flag);
    Address seenFromFresh = value(Key.PRODUCTION_ADDRESS, Address::parse);
    Long poolSize = number(Key.POOL_SIZE, 1_000);
    Duration connectTimeout = duration(Key.CONNECT_TIMEOUT);
    Duration patience = duration(Key.PATIENCE);
    Long headroom = number(Key.HEADROOM, Long.MAX_VALUE);
    Long copyLimit = number(Key.COPY_LIMIT, Long.MAX_VALUE - 1);
    Duration authentication = duration(Key.AUTHENTICATION_TIMEOUT);
    Duration grace = duration(Key.GRACE);
    String level = value(Key.LOG_LEVEL, SettingsReader::level);
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
        || authentication == null
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
        authentication,
        grace,
        level);
  }

  /// The same place by name; what only the servers can tell is for the database checks.
  private void compare(DatabaseUrl production, DatabaseUrl fresh) {
    if (production.address().equals(fresh.address())
        && production.database().equals(fresh.database())) {
      findings.add(
          Finding.error(
              Key.FRESH_URL.path(),
              origin(Key.FRESH_URL),
              "it is the same database as production.url",
              "name an empty database of its own: everything that clients write goes there"));
    }
  }

  private @Nullable DatabaseUrl url(Key key, Key passwordKey) {
    DatabaseUrl url = value(key, DatabaseUrl::parse);
    String password = value(passwordKey, text -> text);
    return url == null || password == null ? url : url.withPassword(new Secret(password));
  }

  private @Nullable Long number(Key key, long maximum) {
    return value(
        key,
        text -> {
          long number = whole(text);
          if (number < key.minimum() || number > maximum) {
            throw new IllegalArgumentException(
                text + (number > maximum ? " is more than " + maximum : below(key.minimum() + "")));
          }
          return number;
        });
  }

  private static long whole(String text) {
    try {
      return Long.parseLong(text.replace("_", ""));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not a whole number", e);
    }
  }

  private @Nullable Duration duration(Key key) {
    return value(
        key,
        text -> {
          Duration duration = Durations.parse(text);
          if (duration.toMillis() < key.minimum()) {
            throw new IllegalArgumentException(text + below(key.minimum() + "ms"));
          }
          return duration;
        });
  }

  private static String below(String minimum) {
    return " is less than the minimum, " + minimum;
  }

  private static Boolean flag(String text) {
    return switch (text) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
    };
  }

  private static String level(String text) {
    String level = text.toLowerCase(Locale.ROOT);
    if (!LEVELS.contains(level)) {
      throw new IllegalArgumentException("'" + text + "' is no level");
    }
    return level;
  }

  private <T> @Nullable T value(Key key, Function<String, T> parser) {
    if (!tree.hasPath(key.path())) {
      if (key.required()) {
        findings.add(
            Finding.error(key.path(), null, "it is not set", "set it, or " + key.variable()));
      }
      return null;
    }
    try {
      return parser.apply(tree.getString(key.path()));
    } catch (ConfigException.WrongType e) {
      findings.add(
          Finding.error(key.path(), origin(key), "it is not a single value", Advice.of(key)));
    } catch (IllegalArgumentException e) {
      String problem = e.getMessage() == null ? "it is not a good value" : e.getMessage();
      findings.add(Finding.error(key.path(), origin(key), problem, Advice.of(key)));
    }
    return null;
  }

  /// Where each key was set, by key; defaults are left out.
  Map<String, String> origins() {
    Map<String, String> origins = new TreeMap<>();
    for (Key key : Key.ALL) {
      String origin = origin(key);
      if (origin != null) {
        origins.put(key.path(), origin);
      }
    }
    return Map.copyOf(origins);
  }

  private @Nullable String origin(Key key) {
    return tree.hasPath(key.path()) ? Origins.text(tree.getValue(key.path()).origin()) : null;
  }
}
