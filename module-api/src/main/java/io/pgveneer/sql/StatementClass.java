package io.pgveneer.sql;

/// What kind of statement a text is, as far as routing needs to know.
public enum StatementClass {
  /// SELECT, VALUES, TABLE, and WITH around them, without SELECT INTO.
  QUERY,
  INSERT,
  UPDATE,
  DELETE,
  MERGE,
  /// COPY in either direction; [Outline#writes()] is empty for COPY TO.
  COPY,
  TRUNCATE,
  /// LOCK TABLE.
  LOCK,
  /// EXPLAIN; the explained statement's class is [Outline#inner()].
  EXPLAIN,
  /// PREPARE; the prepared statement's class is [Outline#inner()].
  PREPARE,
  EXECUTE,
  DEALLOCATE,
  /// DECLARE CURSOR.
  DECLARE,
  /// FETCH, MOVE, CLOSE.
  CURSOR,
  /// CREATE TABLE AS, SELECT INTO, CREATE MATERIALIZED VIEW, REFRESH MATERIALIZED VIEW.
  CREATE_AS,
  /// Any other statement that changes the schema, privileges or comments.
  DDL,
  /// BEGIN, COMMIT, ROLLBACK, SAVEPOINT, RELEASE, PREPARE TRANSACTION, SET TRANSACTION and the
  /// like.
  TRANSACTION,
  /// SET, RESET, SHOW, DISCARD.
  SESSION,
  CALL,
  DO,
  /// VACUUM, ANALYZE, CLUSTER, REINDEX, CHECKPOINT, LOAD.
  MAINTENANCE,
  /// LISTEN, UNLISTEN, NOTIFY.
  NOTIFICATION,
  /// Nothing but white space and comments.
  EMPTY,
  /// A text that does not have the structure of any statement known here. Never guessed at.
  UNKNOWN
}
