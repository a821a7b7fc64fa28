package io.pgveneer.wire;

import io.pgveneer.api.Plan;
import io.pgveneer.api.Step;
import io.pgveneer.sql.Extent;
import java.util.ArrayList;
import java.util.List;

/// Statements and their steps sent in one Query message. PostgreSQL answers each with one
/// CommandComplete, so counting tells whose answer comes.
final class JoinedQuery extends Exchange {
  /// @param source of this statement or step
  /// @param holds its completion waits for the steps behind it
  /// @param releases it is the last of those
  private record Part(Source source, boolean holds, boolean releases) {}

  private final Session session;
  private final List<Part> parts = new ArrayList<>();
  private final String sent;
  private final boolean unchanged;
  private int next;

  private JoinedQuery(
      Session session, String text, List<Extent> extents, List<Plan> plans, boolean failed) {
    super(Kind.QUERY);
    this.session = session;
    this.unchanged = plans.stream().allMatch(plan -> isUntouched(plan, failed));
    if (unchanged) {
      this.sent = text;
      for (Plan plan : plans) {
        parts.add(new Part(new Source(plan, false, text, 0, text, 0), false, false));
      }
    } else {
      this.sent = join(text, extents, plans, failed);
    }
  }

  /// @param failed the transaction has failed: the backend will say so, and steps cannot run
  static JoinedQuery of(
      Session session, String text, List<Extent> extents, List<Plan> plans, boolean failed) {
    return new JoinedQuery(session, text, extents, plans, failed);
  }

  private static boolean isUntouched(Plan plan, boolean failed) {
    if (failed && plan.refusal() != null) {
      return true;
    }
    boolean alone = failed || (plan.before().isEmpty() && plan.after().isEmpty());
    return alone && plan.refusal() == null && plan.main().isUnchanged();
  }

  private String join(String text, List<Extent> extents, List<Plan> plans, boolean failed) {
    StringBuilder out = new StringBuilder(text.length() + 256);
    List<Placed> placed = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      Plan plan = plans.get(i);
      boolean steps = !failed && plan.refusal() == null;
      Extent extent = extents.get(i);
      if (steps) {
        append(out, placed, plan, plan.before(), extent, false);
      }
      boolean holds = steps && !plan.after().isEmpty();
      placed.add(new Placed(plan, false, extent.start(), out.length(), holds, false));
      out.append(Refusals.text(plan, extent.in(text), failed)).append("\n;\n");
      if (steps) {
        append(out, placed, plan, plan.after(), extent, true);
      }
    }
    String joined = out.toString();
    for (Placed part : placed) {
      Source source = new Source(part.plan, part.step, text, part.base, joined, part.start);
      parts.add(new Part(source, part.holds, part.releases));
    }
    return joined;
  }

  private record Placed(
      Plan plan, boolean step, int base, int start, boolean holds, boolean releases) {}

  private static void append(
      StringBuilder out,
      List<Placed> placed,
      Plan plan,
      List<Step> steps,
      Extent extent,
      boolean after) {
    for (int i = 0; i < steps.size(); i++) {
      boolean last = after && i == steps.size() - 1;
      placed.add(new Placed(plan, true, extent.start(), out.length(), false, last));
      out.append(steps.get(i).sql()).append("\n;\n");
    }
  }

  /// Whether the client's own frame serves as it is.
  boolean isUnchanged() {
    return unchanged;
  }

  String sent() {
    return sent;
  }

  private Part part() {
    return parts.get(Math.min(next, parts.size() - 1));
  }

  @Override
  Source source() {
    return part().source;
  }

  @Override
  Source errorSource(int position) {
    if (unchanged) {
      Plan plan = part().source.plan();
      return plan == null || plan.refusal() == null ? Source.NONE : part().source;
    }
    if (position <= 0) {
      return source();
    }
    int offset = Texts.offset(sent, position);
    Source found = source();
    for (Part part : parts) {
      if (part.source.start() <= offset) {
        found = part.source;
      }
    }
    return found;
  }

  @Override
  boolean isShown() {
    return !part().source.step();
  }

  @Override
  boolean holdsCompletion() {
    return part().holds;
  }

  @Override
  boolean answered() {
    if (part().releases && next < parts.size()) {
      session.releaseCompletion();
    }
    next++;
    return false;
  }
}
