package io.pgveneer.wire;

import io.pgveneer.api.Plan;
import io.pgveneer.api.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement that the client prepared with Parse.
final class Prepared {
  final String name;
  final String sql;

  /// OIDs as the client declared them, 0 for those left to the backend.
  final List<Integer> declared;

  Plan plan;

  /// The backend has it no more, for preparing it again failed.
  boolean lost;

  /// OIDs as the backend told them.
  @Nullable List<Integer> described;

  Prepared(String name, String sql, List<Integer> declared, Plan plan) {
    this.name = name;
    this.sql = sql;
    this.declared = declared;
    this.plan = plan;
  }

  /// The types that the steps' parameters need, or null while the backend has to be asked.
  @Nullable List<Integer> types() {
    List<Integer> known = described;
    if (known != null) {
      return known;
    }
    return highestParameter() <= complete() ? declared : null;
  }

  /// How many parameters, from the first on, have a declared type.
  private int complete() {
    int zero = declared.indexOf(0);
    return zero < 0 ? declared.size() : zero;
  }

  private static int needed(List<Step> steps) {
    int highest = 0;
    for (Step step : steps) {
      for (int parameter : step.parameters()) {
        highest = Math.max(highest, parameter);
      }
    }
    return highest;
  }

  boolean takesParameters() {
    return highestParameter() > 0;
  }

  /// The highest number among the parameters that steps take.
  int highestParameter() {
    return Math.max(needed(plan.before()), needed(plan.after()));
  }
}
