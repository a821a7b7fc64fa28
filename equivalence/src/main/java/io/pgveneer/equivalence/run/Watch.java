package io.pgveneer.equivalence.run;

import io.pgveneer.equivalence.client.Endpoint;
import io.pgveneer.equivalence.client.RawClient;
import io.pgveneer.equivalence.client.Reply;
import io.pgveneer.equivalence.script.Step;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// Tells whether a session's statement is done or waits for another session, by asking its
/// database.
final class Watch implements AutoCloseable {
  private static final long FIRST_MILLIS = 15;
  private static final long AGAIN_MILLIS = 20;
  private static final long WAKING_MILLIS = 3;

  /// Longer than the servers' `deadlock_timeout`.
  private static final long DEADLOCK_MILLIS = 150;

  private final RawClient client;

  Watch(Endpoint direct) throws IOException {
    client = RawClient.open(direct, Session.PATIENCE);
  }

  /// Waits until the answer has come or its session waits for a lock.
  ///
  /// @param process the number of the session's server process
  /// @return whether it waits
  boolean waits(CompletableFuture<List<Reply>> answer, int process) {
    long patience = System.nanoTime() + Session.PATIENCE.toNanos();
    if (isDone(answer, FIRST_MILLIS)) {
      return false;
    }
    while (System.nanoTime() < patience) {
      if (isLocked(process)) {
        if (isDone(answer, DEADLOCK_MILLIS)) {
          return false;
        }
        if (isLocked(process)) {
          return true;
        }
      }
      if (isDone(answer, AGAIN_MILLIS)) {
        return false;
      }
    }
    return true;
  }

  /// Tells it of a session that has been seen to wait, after somebody else's statement: what that
  /// let go on wakes at once.
  boolean stillWaits(CompletableFuture<List<Reply>> answer, int process) {
    if (isDone(answer, WAKING_MILLIS)) {
      return false;
    }
    return isLocked(process) || waits(answer, process);
  }

  private static boolean isDone(CompletableFuture<List<Reply>> answer, long millis) {
    try {
      CompletableFuture.anyOf(answer)
          .completeOnTimeout(answer, millis, TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException e) {
      return true;
    }
    return answer.isDone();
  }

  private boolean isLocked(int process) {
    String sql = "SELECT cardinality(pg_blocking_pids(" + process + ")) > 0";
    return Conversation.hold(client, Mode.SIMPLE, new Step.Statement(sql, null)).stream()
        .anyMatch(
            reply ->
                reply instanceof Reply.Row(List<String> cells) && cells.getFirst().equals("t"));
  }

  /// What a session that waits is about, as far as its server process shows.
  String reason(int process) {
    String sql =
        """
        SELECT concat_ws(' ', l.mode, l.locktype, l.relation::regclass::text,
          'in ' || (SELECT left(a.query, 60) FROM pg_stat_activity a WHERE a.pid = l.pid),
          'with ' || (SELECT string_agg(DISTINCT regexp_replace(m.relation::regclass::text, '\\d+', ''), ', ')
                      FROM pg_locks m WHERE m.pid = l.pid AND m.mode = 'RowExclusiveLock'
                      AND m.relation::regclass::text LIKE '%mask%'),
          'by one who brings rows of ' || (SELECT min(r.relation::regclass::text) FROM pg_locks r JOIN pg_locks m
             ON m.relation::regclass::text = 'pgveneer_overlay.mask_' || coalesce(pg_partition_root(r.relation)::oid, r.relation)
             WHERE l.locktype = 'transactionid' AND r.pid = l.pid AND r.mode = 'RowExclusiveLock'
               AND m.pid = ANY (pg_blocking_pids(l.pid)) AND m.mode = 'RowExclusiveLock'),
          'by one who brings rows of ' || (SELECT l.relation::regclass::text FROM pg_locks m
             WHERE m.relation::regclass::text = 'pgveneer_overlay.mask_' || coalesce(pg_partition_root(l.relation)::oid, l.relation)
               AND m.pid = ANY (pg_blocking_pids(l.pid)) AND m.mode = 'RowExclusiveLock' LIMIT 1),
          'by one who writes to ' || (SELECT min(f.conrelid::regclass::text) FROM pg_constraint f JOIN pg_locks m
             ON m.relation = f.conrelid AND m.mode = 'RowExclusiveLock'
             WHERE f.contype = 'f' AND f.confrelid = l.relation AND m.pid = ANY (pg_blocking_pids(l.pid))),
          'for ' || (SELECT string_agg(left(a.query, 80), ', ') FROM pg_stat_activity a WHERE a.pid = ANY (pg_blocking_pids(l.pid))),
          CASE WHEN NOT EXISTS (SELECT FROM pg_locks h WHERE h.granted AND h.pid = ANY (pg_blocking_pids(l.pid))
                                  AND (h.relation = l.relation OR l.relation IS NULL)
                                  AND CASE l.mode
                                    WHEN 'AccessShareLock' THEN h.mode = 'AccessExclusiveLock'
                                    WHEN 'RowShareLock' THEN h.mode IN ('ExclusiveLock', 'AccessExclusiveLock')
                                    WHEN 'RowExclusiveLock' THEN h.mode ~ '^(Share(RowExclusive)?|(Access)?Exclusive)Lock$'
                                    ELSE true END)
            THEN 'queued behind one that waits' END)
        FROM pg_locks l WHERE NOT l.granted AND l.pid =\s"""
            + process;
    return Conversation.hold(client, Mode.SIMPLE, new Step.Statement(sql, null)).stream()
        .map(reply -> reply instanceof Reply.Row(List<String> cells) ? cells.getFirst() : "")
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  /// Ends a server process.
  void terminate(int process) {
    Stage.execute(client, "SELECT pg_terminate_backend(" + process + ", 5000)");
  }

  @Override
  public void close() {
    client.close();
  }
}
