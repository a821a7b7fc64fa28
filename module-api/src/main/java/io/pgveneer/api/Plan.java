package io.pgveneer.api;

import io.pgveneer.sql.RewrittenSql;
import io.pgveneer.sql.StatementClass;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the front door does for one statement of a client.
///
/// The client sees the results, notices and errors of `main` as if it had been sent alone; an error
/// in a step is shown as the statement's own, without position and context.
///
/// @param kind the statement's class, for metrics and logs
/// @param handler name of the handler that answered
/// @param before run before `main`; each in the same transaction
/// @param main what is sent in place of the client's text
/// @param after run after `main`
/// @param barrier the next statement can be planned only after this one has completed: it may
///     change the
///     schema, the search path or the transaction
/// @param assumedClean OIDs of the relations that `main` reads as clean: once one is dirty, plan
///     again
/// @param refusal the statement is not sent: it fails with this error, as if the backend had raised
///     it
/// @param origins of the result's columns, in order, where the backend names none though the client
///     should see one; null for a column without, and empty where nothing is to be added
/// @param epoch the kernel's own mark of what it knew when the plan was made; handlers leave it 0
public record Plan(
    StatementClass kind,
    String handler,
    List<Step> before,
    RewrittenSql main,
    List<Step> after,
    boolean barrier,
    Set<Long> assumedClean,
    @Nullable SqlError refusal,
    List<@Nullable ColumnOrigin> origins,
    long epoch) {

  /// A handler's plan.
  public Plan(
      StatementClass kind,
      String handler,
      List<Step> before,
      RewrittenSql main,
      List<Step> after,
      boolean barrier,
      Set<Long> assumedClean,
      @Nullable SqlError refusal) {
    this(kind, handler, before, main, after, barrier, assumedClean, refusal, List.of(), 0);
  }

  /// The same plan, marked by the kernel.
  public Plan madeIn(long mark) {
    return new Plan(
        kind, handler, before, main, after, barrier, assumedClean, refusal, origins, mark);
  }

  /// The same plan, with the origins of its result's columns.
  public Plan withOrigins(List<@Nullable ColumnOrigin> known) {
    return new Plan(
        kind, handler, before, main, after, barrier, assumedClean, refusal, known, epoch);
  }

  /// Sends the client's own text.
  public static Plan passThrough(StatementClass kind, String handler, String sql, boolean barrier) {
    return new Plan(
        kind, handler, List.of(), RewrittenSql.unchanged(sql), List.of(), barrier, Set.of(), null);
  }

  /// Fails.
  public static Plan refused(StatementClass kind, String handler, String sql, SqlError error) {
    return new Plan(
        kind, handler, List.of(), RewrittenSql.unchanged(sql), List.of(), false, Set.of(), error);
  }
}
