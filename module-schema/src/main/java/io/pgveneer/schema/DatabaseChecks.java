package io.pgveneer.schema;

import static io.pgveneer.schema.DatabaseFinding.Severity.ERROR;
import static io.pgveneer.schema.DatabaseFinding.Severity.WARNING;
import static io.pgveneer.schema.DatabaseFinding.Subject.FRESH;
import static io.pgveneer.schema.DatabaseFinding.Subject.PRODUCTION;

import io.pgveneer.api.PgveneerException;
import io.pgveneer.schema.DatabaseFinding.Severity;
import io.pgveneer.schema.DatabaseFinding.Subject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Whether two databases can be a preview's production and fresh, and what to know if so.
public final class DatabaseChecks {
  private static final int OLDEST = 15;
  private static final int NEWEST = 18;
  private static final int NAMED = 3;

  private final boolean allowWritableRole;
  private final List<DatabaseFinding> findings = new ArrayList<>();

  private DatabaseChecks(boolean allowWritableRole) {
    this.allowWritableRole = allowWritableRole;
  }

  /// Connects to both, once each; a database that cannot be reached is a finding.
  ///
  /// @param allowWritableRole a production role that could write is a warning, not an error
  public static List<DatabaseFinding> check(
      DatabaseSettings production,
      DatabaseSettings fresh,
      ConnectOptions options,
      boolean allowWritableRole) {
    DatabaseChecks checks = new DatabaseChecks(allowWritableRole);
    ConnectOptions once = new ConnectOptions(1, options.connectTimeout(), Duration.ZERO);
    DatabaseFacts lower =
        checks.reach(PRODUCTION, () -> DatabaseConnections.production(production, once));
    DatabaseFacts upper = checks.reach(FRESH, () -> DatabaseConnections.fresh(fresh, once));
    checks.compare(lower, upper);
    return List.copyOf(checks.findings);
  }

  /// The same over connections that stand. Errors: PgveneerException when one fails.
  public static List<DatabaseFinding> check(
      DatabaseConnections production, DatabaseConnections fresh, boolean allowWritableRole) {
    return check(facts(production), facts(fresh), allowWritableRole);
  }

  static List<DatabaseFinding> check(
      DatabaseFacts production, DatabaseFacts fresh, boolean allowWritableRole) {
    DatabaseChecks checks = new DatabaseChecks(allowWritableRole);
    checks.compare(production, fresh);
    return List.copyOf(checks.findings);
  }

  /// Opens a pool, or fails with the reason.
  @FunctionalInterface
  private interface Opening {
    DatabaseConnections open();
  }

  private @Nullable DatabaseFacts reach(Subject subject, Opening opening) {
    try (DatabaseConnections connections = opening.open()) {
      return facts(connections);
    } catch (PgveneerException e) {
      String hint = e.error().hint();
      add(ERROR, subject, e.error().message(), hint == null ? "Look into the server's log." : hint);
      return null;
    }
  }

  private static DatabaseFacts facts(DatabaseConnections connections) {
    try (Connection connection = connections.open()) {
      return DatabaseFacts.read(connection);
    } catch (SQLException e) {
      throw connections.explain(e);
    }
  }

  private void compare(@Nullable DatabaseFacts lower, @Nullable DatabaseFacts upper) {
    if (lower != null) {
      checkVersion(PRODUCTION, lower);
      checkProduction(lower);
    }
    if (upper != null) {
      checkVersion(FRESH, upper);
      checkFresh(upper);
    }
    if (lower != null && upper != null) {
      checkBoth(lower, upper);
    }
  }

  private void checkVersion(Subject subject, DatabaseFacts facts) {
    if (facts.major() < OLDEST) {
      add(
          ERROR,
          subject,
          "PostgreSQL " + facts.version() + " is older than the supported ones",
          "Use 15 to 18.");
    } else if (facts.major() > NEWEST) {
      add(
          WARNING,
          subject,
          "PostgreSQL " + facts.version() + " is newer than the supported ones",
          "Expect new syntax to be refused; 15 to 18 are tested.");
    }
  }

  private void checkProduction(DatabaseFacts lower) {
    if (!lower.unsafe().isEmpty()) {
      add(
          allowWritableRole ? WARNING : ERROR,
          PRODUCTION,
          "the role could change production: " + String.join("; ", lower.unsafe()),
          "Use a role with SELECT only (member of pg_read_all_data), or allow it explicitly.");
    }
    if (!lower.unreadable().isEmpty()) {
      add(
          WARNING,
          PRODUCTION,
          "the role may not read all rows of " + some(lower.unreadable()),
          "GRANT SELECT on them (or pg_read_all_data), and BYPASSRLS where policies hide rows.");
    }
  }

  private void checkFresh(DatabaseFacts upper) {
    if (!upper.superuser()) {
      add(
          ERROR,
          FRESH,
          "the role is no superuser, which set-up needs for postgres_fdw, event triggers and copying"
              + " rows without firing triggers",
          "Use a superuser of the fresh database; clients log in with roles of their own.");
    }
    if (upper.readOnly()) {
      add(
          ERROR,
          FRESH,
          "it takes no writes",
          "Use a primary without default_transaction_read_only.");
    }
    if (!upper.hasForeignDataWrapper()) {
      add(
          ERROR,
          FRESH,
          "extension postgres_fdw is not available there",
          "Install PostgreSQL's contrib package on its server.");
    }
    if (!upper.mine() && !upper.filled().isEmpty()) {
      add(
          WARNING,
          FRESH,
          "it holds rows already, in " + some(upper.filled()),
          "Make sure that it is the fresh database: previews write to it.");
    }
  }

  private void checkBoth(DatabaseFacts lower, DatabaseFacts upper) {
    if (lower.identity().equals(upper.identity())) {
      add(
          ERROR,
          FRESH,
          "it is the same database as production",
          "Give the preview a database of its own.");
    }
    differ("encoding", lower.encoding(), upper.encoding());
    differ("locale", lower.locale(), upper.locale());
    if (lower.collationVersion() != null && upper.collationVersion() != null) {
      differ("version of the locale's data", lower.collationVersion(), upper.collationVersion());
    }
    if (lower.money() && !lower.amount().equals(upper.amount())) {
      add(
          ERROR,
          FRESH,
          "it would read production's amounts of money as others: one is written "
              + lower.amount()
              + " there and "
              + upper.amount()
              + " here",
          "ALTER DATABASE … SET lc_monetary = what production has.");
    }
  }

  private void differ(String what, String lower, String upper) {
    if (!Objects.equals(lower, upper)) {
      add(
          WARNING,
          FRESH,
          "its "
              + what
              + " ("
              + upper
              + ") is not production's ("
              + lower
              + "): text may sort differently",
          "Create it with production's encoding, locale provider and locale.");
    }
  }

  private static String some(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    return names.size() <= NAMED ? first : first + " and " + (names.size() - NAMED) + " more";
  }

  private void add(Severity severity, Subject subject, String problem, String remedy) {
    findings.add(new DatabaseFinding(severity, subject, problem, remedy));
  }
}
