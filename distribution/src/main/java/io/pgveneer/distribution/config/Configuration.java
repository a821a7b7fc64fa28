package io.pgveneer.distribution.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What was read of a configuration: the settings, where they could be made, and all findings.
///
/// @param settings present exactly when no finding is an error
/// @param origins where each key was set, by key; defaults are left out
public record Configuration(
    Optional<Settings> settings, List<Finding> findings, Map<String, String> origins) {

  /// Reads a file under the environment, over the defaults. Opens no connection.
  ///
  /// @param file `*.yaml` and `*.yml` are read as YAML, all others as HOCON; null: the environment
  ///     alone
  /// @param environment as `System.getenv()`
  public static Configuration read(@Nullable Path file, Map<String, String> environment) {
    List<Finding> findings = new ArrayList<>();
    Config given = file == null ? ConfigFactory.empty() : ConfigurationFile.read(file, findings);
    if (!findings.isEmpty()) {
      return new Configuration(Optional.empty(), findings, Map.of());
    }
    Config tree = EnvironmentVariables.over(given, environment, findings);
    UnknownKeys.report(given, findings);
    SettingsReader reader = new SettingsReader(tree.withFallback(defaults()), findings);
    Settings settings = reader.read();
    boolean failed = findings.stream().anyMatch(Finding::isError);
    return new Configuration(
        failed ? Optional.empty() : Optional.ofNullable(settings),
        List.copyOf(findings),
        reader.origins());
  }

  /// `reference.conf`.
  static Config defaults() {
    return ConfigFactory.parseResources(
        Configuration.class.getClassLoader(),
        "reference.conf",
        ConfigParseOptions.defaults().setAllowMissing(false));
  }

  /// The settings.
  ///
  /// Errors: ConfigurationException with all findings where one is an error.
  public Settings orThrow() {
    return settings.orElseThrow(() -> new ConfigurationException(findings));
  }
}
