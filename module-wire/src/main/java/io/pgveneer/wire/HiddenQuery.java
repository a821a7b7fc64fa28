package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A query of the planner's own, on the session's backend.
///
/// Within an implicit transaction of the client's that has something in it, it must not end that
/// transaction: then no Sync follows, and an error is the client's too, for its transaction is
/// lost. Else a Sync keeps what comes next the first of its transaction, as VACUUM must be, and
/// keeps an error away, unless it is one that the statement which waits could have met itself: a
/// cancel is meant for that one.
final class HiddenQuery extends Hidden {
  /// Transactions rolled back, resources that ran out, locks not had, interventions.
  private static final Set<String> INTERRUPTIONS = Set.of("40", "53", "55", "57");

  private final Session session;
  private final boolean synced;

  /// Asked behind a statement: no error of it is the client's.
  private final boolean behind;

  private final List<List<@Nullable String>> rows = new ArrayList<>();

  private HiddenQuery(Session session, int messages, boolean synced, boolean behind) {
    super(messages);
    this.session = session;
    this.synced = synced;
    this.behind = behind;
  }

  /// Before a statement, which waits for it.
  static void start(Session session, String sql) {
    start(session, sql, false);
  }

  /// Behind a statement, whose client waits for it.
  static void startBehind(Session session, String sql) {
    start(session, sql, true);
  }

  private static void start(Session session, String sql, boolean behind) {
    boolean synced = !session.losesBySync() && session.piecewise == null;
    int messages = session.steps.send(sql, List.of(), List.of());
    session.exchanges.add(new HiddenQuery(session, messages, synced, behind));
    if (synced) {
      HiddenSync.send(session, new HiddenSync());
    } else {
      session.demand();
    }
  }

  @Override
  boolean showsError(Map<Character, String> fields) {
    return !behind && (!synced || isInterruption(fields.getOrDefault(Fields.SQL_STATE, "")));
  }

  private static boolean isInterruption(String sqlState) {
    return sqlState.length() == 5 && INTERRUPTIONS.contains(sqlState.substring(0, 2));
  }

  @Override
  boolean isBlocker() {
    return true;
  }

  @Override
  boolean collects() {
    return true;
  }

  @Override
  void row(ByteBuf buffer, int index, int size) {
    rows.add(Frames.row(buffer, index, session.charset));
  }

  @Override
  void finished() {
    session.planner.answered(rows);
    String encoding = session.planner.clientEncoding();
    if (encoding != null) {
      session.charset = Texts.charset(encoding);
    }
  }

  @Override
  void failed(String sqlState, String message) {
    if (isInterruption(sqlState)) {
      session.interrupted(synced && !behind);
    } else {
      session.unserved(sqlState, message);
    }
  }

  @Override
  void skipped() {
    session.interrupted(false);
  }
}
