package io.pgveneer.spi;

import io.pgveneer.api.ColumnOrigin;
import io.pgveneer.api.Plan;
import io.pgveneer.api.TransactionStatus;
import io.pgveneer.sql.Extent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the front door asks of the kernel about one client session. Implemented by the kernel.
///
/// Guarantees of the caller:
/// 1. All calls come from the session's event loop.
/// 2. [#plan] is called only while [#pending] is null, or for what [#comesFirst].
/// 3. Notices, completions and readiness are told in the order in which the backend sent them,
/// before they are passed to the client.
public interface SessionPlanner extends AutoCloseable {

  /// Opens a planner for each session whose authentication has succeeded.
  interface Factory {
    /// @param parameters the start-up message's, `user` and `database` among them
    /// @param serverVersion `server_version_num` of the fresh database
    SessionPlanner open(Map<String, String> parameters, int serverVersion);
  }

  /// A query that must run unseen on this session's backend before the next [#plan], or null. The
  /// front door calls [#answered] with its rows and asks again.
  ///
  /// While the transaction has failed no query can run, and none is asked for.
  @Nullable String pending(TransactionStatus transaction);

  /// The same for one statement, asked where [#pending(TransactionStatus)] is null. What it waits
  /// for, the statement would have to wait for as well.
  default @Nullable String pending(String sql, TransactionStatus transaction) {
    return null;
  }

  /// Whether [#pending(String, TransactionStatus)] may have something to ask before this statement:
  /// where it is one of several, none that comes behind it can be planned yet.
  default boolean mayWait(String sql) {
    return false;
  }

  /// Whether the text of a statement can be planned with what is known, [#pending] or not: one that
  /// must come before any query of its transaction, as SET TRANSACTION must, or must end it even
  /// where it fails, as COMMIT must: a query that failed before it would leave that open.
  default boolean comesFirst(String text) {
    return false;
  }

  /// Whether [#pending(TransactionStatus)] is to be asked behind the last statement too, before its
  /// client is told that it is over: others that it tells then find all in order.
  default boolean settles(TransactionStatus transaction) {
    return false;
  }

  /// @param rows the result in text format
  void answered(List<List<@Nullable String>> rows);

  /// What `client_encoding` is, as far as answers have told: the backend reports it only when it is
  /// ready. Null where they have not.
  default @Nullable String clientEncoding() {
    return null;
  }

  /// The pending query failed. The session goes on with what it knew, or is refused at the next
  /// plan.
  void unanswered(String sqlState, String message);

  /// The pending query was cut off: by a cancel, a time limit, or an error of the client's before
  /// it. What waited for it has failed as well, and nothing has been learned: it is asked for
  /// again.
  default void interrupted() {}

  /// The statements in the text of a Query message, without their semicolons; empty ones are left
  /// out.
  List<Extent> split(String text);

  /// @param sql one statement
  /// @param prepared sent by Parse
  Plan plan(String sql, TransactionStatus transaction, boolean prepared);

  /// Whether plans depend on what the transaction has changed so far: then its end, or its return
  /// to
  /// a savepoint, has to be known before the next [#plan].
  default boolean isTentative() {
    return false;
  }

  /// Whether a plan made earlier in this session still holds.
  boolean isCurrent(Plan plan);

  /// A notice from the backend.
  ///
  /// @param fields by field type, as in NoticeResponse: 'C' SQLSTATE, 'M' message, 'D' detail, …
  /// @return true where it was a signal of the overlay's own, not for the client
  boolean notice(Map<Character, String> fields);

  /// `main` of a plan has completed with a command tag.
  void completed(Plan plan, String tag);

  /// The command tag that the client is to see in place of the backend's own; asked before
  /// [#completed] is told that one.
  default String shownTag(Plan plan, String tag) {
    return tag;
  }

  /// The backend reported an error, for the client's statement or a step of it.
  ///
  /// @param fields by field type, as in ErrorResponse: 'C' SQLSTATE, 'M' message, 'D' detail, …
  void failed(@Nullable Plan plan, Map<Character, String> fields);

  /// The backend sent ReadyForQuery.
  void ready(TransactionStatus transaction);

  /// The backend reported a parameter, e.g. `search_path` from version 18 on.
  void parameter(String name, String value);

  /// The relation's OID and attribute numbers that a client should see in RowDescription in place
  /// of one of our views, or null to leave them.
  @Nullable ColumnOrigin origin(int relationOid, int attributeNumber);

  /// Text of an error or notice with the names of our own relations turned into the client's.
  String clientText(String text);

  @Override
  void close();
}
