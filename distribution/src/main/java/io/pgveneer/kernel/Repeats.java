package io.pgveneer.kernel;

import io.pgveneer.api.Plan;
import io.pgveneer.sql.Shape;
import io.pgveneer.sql.StatementClass;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A session's statements that needed nothing done, for those that differ from one of them in
/// numbers alone.
///
/// Clients that write values into their texts send no text twice. Where nothing of production is
/// read or written, reading its structure anew costs more than all else that is done for it.
final class Repeats {
  /// Of these no answer depends on what the session did before.
  private static final Set<StatementClass> KINDS =
      Set.of(
          StatementClass.QUERY,
          StatementClass.INSERT,
          StatementClass.UPDATE,
          StatementClass.DELETE,
          StatementClass.TRANSACTION);

  private static final int SIZE = 64;
  private static final int LONGEST = 1024;

  private final boolean usable;
  private Plan @Nullable [] plans;

  /// @param usable whether no handler's answer depends on numbers
  Repeats(boolean usable) {
    this.usable = usable;
  }

  /// A hash for [#find] and [#keep]; [Shape#NONE] where neither is of use.
  int hash(String sql) {
    return usable && sql.length() <= LONGEST ? Shape.hash(sql) : Shape.NONE;
  }

  /// The plan for a text, where it is known.
  ///
  /// @param epoch of the plans that still hold
  @Nullable Plan find(String sql, int hash, long epoch) {
    if (plans == null || hash == Shape.NONE) {
      return null;
    }
    int place = place(hash);
    Plan plan = repeated(plans[place], sql, epoch);
    return plan != null ? plan : repeated(plans[place ^ 1], sql, epoch);
  }

  private static @Nullable Plan repeated(@Nullable Plan plan, String sql, long epoch) {
    return plan != null && plan.epoch() == epoch && Shape.same(plan.main().text(), sql)
        ? Plan.passThrough(plan.kind(), plan.handler(), sql, false).madeIn(epoch)
        : null;
  }

  /// Two places for each hash, so that two shapes of one hash do not drive each other out.
  void keep(Plan plan, int hash) {
    if (hash == Shape.NONE
        || plan.refusal() != null
        || plan.barrier()
        || !plan.main().isUnchanged()
        || !plan.before().isEmpty()
        || !plan.after().isEmpty()
        || !plan.assumedClean().isEmpty()
        || !KINDS.contains(plan.kind())) {
      return;
    }
    if (plans == null) {
      plans = new Plan[SIZE];
    }
    int place = place(hash);
    plans[place ^ 1] = plans[place];
    plans[place] = plan;
  }

  private static int place(int hash) {
    return (hash ^ hash >>> 16) & (SIZE - 1);
  }
}
