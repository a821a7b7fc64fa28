package io.pgveneer.distribution.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Settings from the environment: `PGVENEER_` and the key in capitals, with `_` for each dot and
/// hyphen.
final class EnvironmentVariables {
  private EnvironmentVariables() {}

  /// @return `given` under what the environment sets
  static Config over(Config given, Map<String, String> environment, List<Finding> findings) {
    Map<String, Key> byVariable = new TreeMap<>();
    for (Key key : Key.ALL) {
      byVariable.put(key.variable(), key);
    }
    Config tree = ConfigFactory.empty();
    for (Map.Entry<String, String> entry : new TreeMap<>(environment).entrySet()) {
      String variable = entry.getKey();
      Key key = byVariable.get(variable);
      if (key != null) {
        tree =
            tree.withValue(
                key.path(),
                ConfigValueFactory.fromAnyRef(entry.getValue(), "environment " + variable));
      } else if (variable.startsWith(Key.ENVIRONMENT_PREFIX)) {
        findings.add(
            Finding.warning(
                variable,
                null,
                "no setting has this environment variable",
                UnknownKeys.advice(variable, byVariable.keySet(), "unset it")));
      }
    }
    return tree.withFallback(given);
  }
}
