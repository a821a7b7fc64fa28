package io.pgveneer.wire;

import io.pgveneer.api.Plan;
import io.pgveneer.sql.Extent;
import java.util.ArrayList;
import java.util.List;

/// Statements without steps sent in one Query message. PostgreSQL answers each with one
/// CommandComplete, so counting tells whose answer comes.
final class JoinedQuery extends Exchange {
  private final List<Source> statements;
  private final String sent;
  private final boolean unchanged;
  private final boolean failed;
  private int next;

  private JoinedQuery(List<Source> statements, String sent, boolean unchanged, boolean failed) {
    super(Kind.QUERY);
    this.statements = statements;
    this.sent = sent;
    this.unchanged = unchanged;
    this.failed = failed;
  }

  /// @param failed the transaction has failed: the backend will say so
  static JoinedQuery of(String text, List<Extent> extents, List<Plan> plans, boolean failed) {
    boolean unchanged = true;
    List<Source> statements = new ArrayList<>(plans.size());
    for (Plan plan : plans) {
      unchanged &= failed || plan.refusal() == null && plan.main().isUnchanged();
      statements.add(new Source(plan, false, text, 0, text, 0));
    }
    return unchanged
        ? new JoinedQuery(statements, text, true, failed)
        : joined(text, extents, plans);
  }

  /// What stands between the statements and behind them stays as it is: a mistake may be found
  /// there.
  private static JoinedQuery joined(String text, List<Extent> extents, List<Plan> plans) {
    StringBuilder out = new StringBuilder(text.length() + 256);
    int[] starts = new int[plans.size()];
    int at = 0;
    for (int i = 0; i < plans.size(); i++) {
      Extent extent = extents.get(i);
      out.append(text, at, extent.start());
      starts[i] = out.length();
      out.append(Refusals.text(plans.get(i), extent.in(text), false));
      at = extent.end();
    }
    String joined = out.append(text, at, text.length()).toString();
    List<Source> statements = new ArrayList<>(plans.size());
    for (int i = 0; i < plans.size(); i++) {
      int base = extents.get(i).start();
      statements.add(new Source(plans.get(i), false, text, base, joined, starts[i]));
    }
    return new JoinedQuery(statements, joined, false, false);
  }

  /// Whether the client's own frame serves as it is.
  boolean isUnchanged() {
    return unchanged;
  }

  String sent() {
    return sent;
  }

  @Override
  Source source() {
    return statements.get(Math.min(next, statements.size() - 1));
  }

  @Override
  Source errorSource(int position) {
    if (failed) {
      return Source.NONE;
    }
    Source found = source();
    if (position > 0 && !unchanged) {
      int offset = Texts.offset(sent, position);
      for (Source statement : statements) {
        found = statement.start() <= offset ? statement : found;
      }
    }
    return found;
  }

  @Override
  boolean answered() {
    next++;
    return false;
  }
}
