package io.pgveneer.demo;

import io.pgveneer.api.PgveneerException;
import io.pgveneer.testkit.PostgresqlServer;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/// `demo --check`: the seven scenarios in both modes, a line for each, and production as it was.
final class Check {
  private final PrintWriter out;
  private int passed;
  private int failed;

  Check(PrintWriter out) {
    this.out = out;
  }

  /// @return whether all held
  boolean run(PostgresqlServer production, PostgresqlServer fresh) throws SQLException {
    ScenarioRun run = ScenarioRun.prepare(production, fresh);
    Fingerprint before = run.fingerprint();
    for (Mode mode : Mode.values()) {
      for (Scenario scenario : Scenario.values()) {
        play(run, scenario, mode);
      }
    }
    List<String> differences = before.differences(run.fingerprint());
    tell(
        differences.isEmpty(),
        "production is what it was",
        differences.isEmpty()
            ? "checksum of every table, sequences, columns, rows written"
            : String.join("; ", differences));
    return failed == 0;
  }

  /// One more thing to hold.
  void tell(boolean held, String what, String seen) {
    if (held) {
      passed++;
    } else {
      failed++;
    }
    out.println((held ? "  ok      " : "  FAILED  ") + what + "  ->  " + seen);
    out.flush();
  }

  void summary() {
    out.println(passed + " passed, " + failed + " failed");
    out.flush();
  }

  private void play(ScenarioRun run, Scenario scenario, Mode mode) throws SQLException {
    String what =
        String.format(
            Locale.ROOT, "%d %-8s  %s", scenario.number(), mode.property(), scenario.title());
    try {
      tell(true, what, run.play(scenario, mode));
    } catch (ScenarioFailure e) {
      tell(false, what, String.valueOf(e.getMessage()));
    } catch (SQLException e) {
      tell(false, what, e.getSQLState() + " " + e.getMessage());
    } catch (PgveneerException e) {
      tell(false, what, "the preview does not start: " + e.getMessage());
    }
  }
}
