package io.pgveneer.wire;

import io.pgveneer.api.Plan;
import org.jspecify.annotations.Nullable;

/// Whose answer something is: the client's own statement or a step of ours.
///
/// @param plan null where the planner was not asked
/// @param step true for text of ours
/// @param clientText the whole text that the client sent
/// @param base offset of this statement in it
/// @param sentText the whole text that was sent in its place
/// @param start offset of this statement in that
record Source(
    @Nullable Plan plan, boolean step, String clientText, int base, String sentText, int start) {
  /// Nobody's answer, or one of the client's own text, untouched.
  static final Source NONE = new Source(null, false, "", 0, "", 0);

  /// A statement sent alone.
  static Source main(Plan plan, String clientText, int base) {
    return new Source(plan, false, clientText, base, plan.main().text(), 0);
  }

  static Source step(Plan plan) {
    return new Source(plan, true, "", 0, "", 0);
  }

  /// The position in the client's text for one in the sent text, both 1-based in characters; 0 for
  /// none.
  int clientPosition(int position) {
    Plan of = plan;
    if (of == null || step || position <= 0) {
      return step ? 0 : position;
    }
    if (sentText.equals(clientText)) {
      // it may lie behind the text's end: in that of PREPARE, for EXECUTE
      return position;
    }
    int offset = Math.max(0, Texts.offset(sentText, position) - start);
    return Texts.position(clientText, base + of.main().originalOffset(offset));
  }
}
