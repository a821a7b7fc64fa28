package io.pgveneer.distribution.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;

/// Durations as HOCON writes them.
final class Durations {
  private Durations() {}

  /// Errors: IllegalArgumentException for a text that is none, or has no unit: a bare 10 may mean
  /// anything.
  static Duration parse(String text) {
    if (!text.strip().matches("[0-9].*[a-z]+|0")) {
      throw new IllegalArgumentException("'" + text + "' is not a duration with a unit");
    }
    try {
      return ConfigFactory.empty()
          .withValue("d", ConfigValueFactory.fromAnyRef(text))
          .getDuration("d");
    } catch (ConfigException e) {
      throw new IllegalArgumentException("'" + text + "' is not a duration with a unit", e);
    }
  }
}
