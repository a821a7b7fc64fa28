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
  private final List<Integer> declared;

  Plan plan;

  /// The backend has it no more, for preparing it again failed.
  boolean lost;

  /// The backend has it, so that what completes now may destroy it.
  boolean made;

  /// It has just been prepared again, for the message that waits.
  boolean renewed;

  /// Prepared again, its result has other columns than it had.
  boolean changedColumns;

  /// OIDs as the backend told them.
  private @Nullable List<Integer> described;

  /// What the result's columns were at first, as the backend told it.
  private @Nullable String columns;

  Prepared(String name, String sql, List<Integer> declared, Plan plan) {
    this.name = name;
    this.sql = sql;
    this.declared = declared;
    this.plan = plan;
  }

  /// Whether parameters and columns are known.
  boolean isDescribed() {
    return described != null && columns != null;
  }

  /// Whether the backend's description of its columns is of use.
  boolean wantsColumns() {
    return columns == null && !name.isEmpty();
  }

  void described(List<Integer> types) {
    described = types;
  }

  /// @param signature of the columns, as [RowDescriptions#signature]
  void columns(String signature) {
    if (columns == null) {
      columns = signature;
    }
    changedColumns = !signature.equals(columns);
  }

  /// The parameters' types as far as they are known.
  List<Integer> knownTypes() {
    List<Integer> known = described;
    return known == null ? declared : known;
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
