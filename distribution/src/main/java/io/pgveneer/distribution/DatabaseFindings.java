package io.pgveneer.distribution;

import io.pgveneer.api.PgveneerException;
import io.pgveneer.api.SqlError;
import io.pgveneer.distribution.config.Configuration;
import io.pgveneer.distribution.config.Finding;
import io.pgveneer.distribution.config.Settings;
import io.pgveneer.schema.DatabaseChecks;
import io.pgveneer.schema.DatabaseConnections;
import io.pgveneer.schema.DatabaseFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is wrong with the two databases, told by the settings that name them.
public final class DatabaseFindings {
  private static final Logger LOG = LoggerFactory.getLogger(Pgveneer.class);

  private DatabaseFindings() {}

  /// Connects to both, once each, and changes nothing. Empty where the configuration has errors.
  public static List<Finding> of(Configuration configuration) {
    return configuration.settings().stream()
        .flatMap(settings -> of(configuration, settings).stream())
        .toList();
  }

  private static List<Finding> of(Configuration configuration, Settings settings) {
    List<Finding> findings = new ArrayList<>();
    check(settings).forEach(finding -> findings.add(finding(finding, configuration)));
    if (findings.stream().noneMatch(Finding::isError)) {
      findings.addAll(ProductionBound.check(configuration, settings));
    }
    return findings;
  }

  private static List<DatabaseFinding> check(Settings settings) {
    return DatabaseChecks.check(
        DatabaseBridge.settings(settings.production().url()),
        DatabaseBridge.settings(settings.fresh().url()),
        DatabaseBridge.options(settings.setup()),
        settings.production().allowWritableRole());
  }

  private static Finding finding(DatabaseFinding finding, Configuration configuration) {
    String key = key(finding);
    return new Finding(
        finding.severity() == DatabaseFinding.Severity.ERROR
            ? Finding.Severity.ERROR
            : Finding.Severity.WARNING,
        key,
        configuration.origins().get(key),
        finding.problem(),
        finding.remedy());
  }

  private static String key(DatabaseFinding finding) {
    return finding.subject().name().toLowerCase(Locale.ROOT) + ".url";
  }

  /// Logs warnings.
  ///
  /// Errors: PgveneerException that tells all errors.
  static int refuse(
      DatabaseConnections production, DatabaseConnections fresh, boolean allowWritableRole) {
    List<DatabaseFinding> findings = DatabaseChecks.check(production, fresh, allowWritableRole);
    List<DatabaseFinding> errors =
        findings.stream().filter(f -> f.severity() == DatabaseFinding.Severity.ERROR).toList();
    if (!errors.isEmpty()) {
      String message =
          errors.stream().map(DatabaseFindings::line).collect(Collectors.joining("; "));
      throw new PgveneerException(
          PgveneerException.Category.ENVIRONMENT, new SqlError("55000", message, null, null, 0));
    }
    findings.forEach(finding -> LOG.warn(line(finding)));
    return findings.size();
  }

  private static String line(DatabaseFinding finding) {
    return key(finding) + ": " + finding.problem() + ". " + finding.remedy();
  }
}
