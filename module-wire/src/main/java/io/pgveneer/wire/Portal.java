package io.pgveneer.wire;

import io.pgveneer.api.Plan;
import io.pgveneer.sql.StatementClass;
import java.util.List;

/// A statement bound to its parameters.
final class Portal {
  private final Prepared prepared;
  private final Plan plan;
  private final List<Parameter> parameters;
  private final List<Integer> types;
  private boolean executed;
  private boolean bound;

  /// @param parameters where steps take them; else empty
  /// @param types their types' OIDs
  Portal(Prepared prepared, List<Parameter> parameters, List<Integer> types) {
    this.prepared = prepared;
    this.plan = prepared.plan;
    this.parameters = parameters;
    this.types = types;
  }

  Plan plan() {
    return plan;
  }

  Source source() {
    return Source.main(plan, prepared.sql, 0);
  }

  List<Parameter> parameters() {
    return parameters;
  }

  List<Integer> types() {
    return types;
  }

  /// Whether the backend looks at the data as soon as it binds such a statement. Others it only
  /// begins to run when they are executed.
  static boolean isStartedByBind(Plan plan) {
    return plan.kind() == StatementClass.QUERY;
  }

  /// The backend has bound it.
  void bound() {
    bound = true;
  }

  boolean isBound() {
    return bound;
  }

  /// Whether this is the first call.
  boolean takeFirst() {
    boolean first = !executed;
    executed = true;
    return first;
  }
}
