package io.pgveneer.kernel;

import io.pgveneer.api.Plan;
import io.pgveneer.api.Relation;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.StatementClass;
import io.pgveneer.sql.TableReference;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Has a session's statements wait for the definitions of others before they are planned.
///
/// A copy's statement waits as it opens its tables, and means what they are by then. One that was
/// rewritten before would read them as they were.
final class Await {
  private static final Set<StatementClass> DEFINE =
      Set.of(StatementClass.DDL, StatementClass.TRUNCATE, StatementClass.LOCK);

  /// What waits otherwise, or for nothing, as those that define do.
  private static final Set<StatementClass> OTHERS =
      Set.of(StatementClass.MAINTENANCE, StatementClass.UNKNOWN);

  private final OpenDefinitions definitions;

  /// The statement that has waited, until it has run.
  private @Nullable String waited;

  Await(OpenDefinitions definitions) {
    this.definitions = definitions;
  }

  /// Whether a statement may have to wait.
  boolean isDue(String sql) {
    return definitions.areElsewhere(this) && !sql.equals(waited);
  }

  /// Whether a statement that is due reads or writes anything it could have to wait for.
  boolean concerns(Outline outline, SessionNames names) {
    return !relations(outline, names).isEmpty();
  }

  /// A query that waits for as long as the statement would, and tells whether it did; null where
  /// there is nothing to wait for.
  ///
  /// @param text as [#isDue] is asked about it
  @Nullable String query(Outline outline, SessionNames names, String text) {
    Set<Long> relations = relations(outline, names);
    if (relations.isEmpty()) {
      return null;
    }
    waited = text;
    return relations.stream()
        .map(String::valueOf)
        .collect(Collectors.joining(",", "SELECT pgveneer.await_definitions('{", "}')"));
  }

  private static Set<Long> relations(Outline outline, SessionNames names) {
    if (DEFINE.contains(outline.kind()) || OTHERS.contains(outline.kind())) {
      return Set.of();
    }
    Set<Long> relations = new LinkedHashSet<>();
    for (TableReference reference : outline.references()) {
      Relation relation = names.resolve(reference);
      if (relation != null && relation.lower() != null && !SessionNames.isCatalog(relation)) {
        relations.addAll(relation.lower().bases());
      }
    }
    return relations;
  }

  static boolean hasWaited(List<List<@Nullable String>> rows) {
    return !rows.isEmpty() && "t".equals(rows.getFirst().getFirst());
  }

  /// A statement has been planned, or its plan is about to be run.
  void begins(Plan plan) {
    if (DEFINE.contains(plan.kind())) {
      definitions.begun(this);
    }
  }

  /// The session's transaction has changed the schema.
  void defined() {
    definitions.begun(this);
  }

  /// A statement has run, or what was sent with it: the same one, prepared, may have to wait again.
  void ran() {
    waited = null;
  }

  /// The session's transaction has ended.
  void ended() {
    definitions.ended(this);
  }
}
