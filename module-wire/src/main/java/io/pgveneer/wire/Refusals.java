package io.pgveneer.wire;

import io.pgveneer.api.Plan;
import io.pgveneer.api.SqlError;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Statements that the planner refuses fail as if the backend had raised the error: a text that is
/// certain to fail goes in their place, so the transaction takes the error as any other, and the
/// answer is exchanged.
final class Refusals {
  /// Fails when it is analysed, not when the whole text is cut into statements: what stands before
  /// it runs.
  static final String POISON = "SELECT \"refused by pgveneer\"";

  private static final String UNDEFINED_COLUMN = "42703";

  private Refusals() {}

  /// The text to send for a plan.
  ///
  /// @param failed the transaction has failed: the client's own text draws the backend's own error
  static String text(Plan plan, String sql, boolean failed) {
    if (failed) {
      return sql;
    }
    return plan.refusal() == null ? plan.main().text() : POISON;
  }

  /// The refusal that stands for an error of the backend, or null where the error is the client's
  /// to see.
  static @Nullable Map<Character, String> instead(Source source, Map<Character, String> fields) {
    Plan plan = source.plan();
    SqlError refusal = plan == null || source.step() ? null : plan.refusal();
    if (refusal == null || !UNDEFINED_COLUMN.equals(fields.get(Fields.SQL_STATE))) {
      return null;
    }
    int before = Texts.position(source.clientText(), source.base()) - 1;
    int position = refusal.position() > 0 ? before + refusal.position() : 0;
    Map<Character, String> told = Fields.of("ERROR", refusal, position);
    if (refusal.equals(Renewal.CHANGED)) {
      // drivers know by it that preparing the statement anew helps
      told.put(Fields.ROUTINE, "RevalidateCachedQuery");
    }
    return told;
  }
}
