package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.pgveneer.api.Plan;
import io.pgveneer.api.TransactionStatus;
import io.pgveneer.spi.SessionPlanner;
import io.pgveneer.sql.StatementClass;
import io.pgveneer.wire.metrics.StatementClock;
import java.nio.charset.Charset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The state of one session after its login, shared by its two sides.
final class Session {
  final Link link;
  final Outlet toClient;
  final Outlet toBackend;
  final SessionPlanner planner;
  final Exchanges exchanges = new Exchanges();
  final Statements statements = new Statements();
  final Steps steps = new Steps(this);
  final StatementClock clock;

  Charset charset;

  /// As the last ReadyForQuery told it.
  private TransactionStatus ready = TransactionStatus.IDLE;

  /// Something has completed since.
  private boolean executed;

  /// A command has run in part since.
  private boolean suspended;

  /// The backend throws away everything up to the next Sync.
  boolean skipping;

  /// The backend takes data for COPY, unless it has found that wrong.
  boolean copyIn;

  /// Something has been sent since that means one thing while it takes data, another when it does
  /// not.
  boolean copyInDoubt;

  private boolean copyProbed;

  /// Messages of the extended protocol have been sent since the last Sync: a transaction may be
  /// open that only a Sync or a Query ends.
  private boolean implicit;

  /// A Query has been sent then, or a Sync that the backend ignores, which may have left that
  /// transaction open, be it as a block.
  private boolean kept;

  /// The backend may keep answers until it is told to flush.
  private boolean unflushed;

  /// A query of the planner's failed: it is not asked again before the next ReadyForQuery.
  private boolean unserved;

  /// The message that waits has been answered with an error.
  boolean interrupted;

  @Nullable PiecewiseQuery piecewise;
  private @Nullable ByteBuf completion;

  Session(Link link, SessionPlanner planner, Charset charset) {
    this.link = link;
    this.toClient = link.toClient;
    this.toBackend = link.toBackend;
    this.planner = planner;
    this.charset = charset;
    this.clock = new StatementClock(link.door.metrics());
  }

  /// Plans a statement for the transaction's state.
  Plan plan(String sql, boolean prepared) {
    return clock.planning(() -> Planning.plan(planner, sql, status(), prepared));
  }

  /// What the next statement meets, as far as is known.
  TransactionStatus status() {
    if (!executed) {
      return ready;
    }
    return TransactionStatus.IN_TRANSACTION;
  }

  boolean hasFailed() {
    return status() == TransactionStatus.FAILED;
  }

  /// Whether a plan's steps are to run.
  boolean runsSteps(Plan plan) {
    boolean has = !plan.before().isEmpty() || !plan.after().isEmpty();
    return has && plan.refusal() == null && !hasFailed();
  }

  /// Whether the backend is going to refuse this for want of a transaction block; steps before it
  /// would be one.
  boolean lacksBlock(Plan plan) {
    boolean needs = plan.kind() == StatementClass.DECLARE || plan.kind() == StatementClass.LOCK;
    return needs && status() == TransactionStatus.IDLE && !exchanges.mayHaveRun();
  }

  void executed() {
    executed = true;
  }

  void suspended() {
    suspended = true;
  }

  /// A transaction may be open that a Sync would end, and has something in it.
  boolean losesBySync() {
    return kept || (implicit && (executed || suspended || statements.hasPortals()));
  }

  void ready(TransactionStatus status) {
    ready = status;
    executed = false;
    suspended = false;
    if (status == TransactionStatus.IDLE) {
      kept = false;
      statements.transactionEnded();
    }
  }

  void unserved(String sqlState, String message) {
    unserved = true;
    steps.failed();
    planner.unanswered(sqlState, message);
  }

  /// A query of the planner's was cut off.
  ///
  /// @param told the client has been told so, in answer to the message that waits for it
  void interrupted(boolean told) {
    unserved = true;
    interrupted = told;
    steps.failed();
    planner.interrupted();
  }

  /// The client is told that the backend is ready.
  void shownReady() {
    clock.ready();
    unserved = false;
  }

  /// Messages of the extended protocol have been sent.
  void sent() {
    implicit = true;
    unflushed = true;
  }

  void sentSync() {
    sentQuery();
    kept = false;
  }

  /// A message other than Sync has been sent that the backend answers at once.
  void sentQuery() {
    clock.sent();
    kept |= implicit;
    implicit = false;
    unflushed = false;
  }

  /// Data for COPY has ended: what waits for it may need a Flush.
  void sentCopyEnd() {
    unflushed = true;
  }

  /// Has the backend answer what it was sent.
  void demand() {
    if (unflushed && !copyIn) {
      unflushed = false;
      ByteBuf out = buffer();
      Frames.flush(out);
      toBackend.write(out);
    }
  }

  /// Nothing stands before the client's next message.
  boolean isFree() {
    return !exchanges.hasBlocker() && piecewise == null && !copyInDoubt;
  }

  /// Finds out whether the backend still takes data, before a message that would then be none.
  void probeCopy(byte type) {
    if (!copyProbed) {
      copyProbed = true;
      copyInDoubt = true;
      CopyDoubt.probe(this, type);
    }
  }

  /// The answers of one Query leave as PostgreSQL sends them: a client that is shown the first may
  /// wait for the last without looking at anything else.
  boolean gathersAnswers() {
    return piecewise != null && !copyIn && toClient.mayGather();
  }

  /// The backend begins to take data.
  void copyBegins() {
    copyIn = true;
    kept |= exchanges.copyBegins();
  }

  /// All data has been taken.
  void copied() {
    copyInDoubt = false;
  }

  /// An error has come: the backend takes no data.
  void copyFailed(Map<Character, String> fields) {
    copyIn = false;
    boolean settles = copyInDoubt && !(copyProbed && CopyDoubt.isProbes(fields));
    copyProbed = false;
    if (settles) {
      copyInDoubt = false;
      if (piecewise != null) {
        piecewise.advance();
      }
      CopyDoubt.settle(this);
    }
  }

  /// A statement may be planned now, or a plan be looked at again.
  boolean isSettled(String sql) {
    return isFree()
        && !exchanges.hasBarrier()
        && !(exchanges.mayEndTransaction() && dependsOnEnd())
        && isServed(sql);
  }

  /// What comes behind the transaction's end, or behind its return to a savepoint, is planned in
  /// another way than what comes before.
  private boolean dependsOnEnd() {
    return hasFailed() || planner.isTentative();
  }

  /// Whether the next statement can be planned only once this one has completed.
  boolean isBarrier(Plan plan) {
    return plan.barrier() || (plan.kind() == StatementClass.TRANSACTION && dependsOnEnd());
  }

  /// The planner knows all it wants to know; else its query is under way, or waits for what is.
  boolean isServed(String sql) {
    if (unserved || hasFailed() || isFirst(sql)) {
      return true;
    }
    String query = planner.pending(status());
    if (query == null && !exchanges.isEmpty()) {
      // what may have to wait does so in its turn, behind what has been sent
      return !planner.mayWait(sql);
    }
    if (query == null) {
      query = planner.pending(sql, status());
    }
    if (query == null) {
      return true;
    }
    if (exchanges.isEmpty()) {
      HiddenQuery.start(this, query);
    }
    return false;
  }

  /// The planner has something to put in order before the client may go on, and asks for it.
  boolean settles(TransactionStatus status) {
    if (unserved || piecewise != null || !exchanges.isEmpty() || !planner.settles(status)) {
      return false;
    }
    String query = planner.pending(status);
    if (query == null) {
      return false;
    }
    HiddenQuery.startBehind(this, query);
    return true;
  }

  private boolean isFirst(String sql) {
    return status() == TransactionStatus.IN_TRANSACTION && planner.comesFirst(sql);
  }

  /// Goes on with what waited for the backend.
  void proceed() {
    PiecewiseQuery query = piecewise;
    if (query != null) {
      query.advance();
    }
    if (piecewise == null || copyIn) {
      link.resumeClient();
    }
  }

  void holdCompletion(ByteBuf frame) {
    dropCompletion();
    completion = frame;
  }

  void releaseCompletion() {
    ByteBuf frame = completion;
    completion = null;
    if (frame != null) {
      toClient.write(frame);
    }
  }

  /// The transaction has ended well: what comes now comes behind the completion.
  void settleCompletion() {
    Exchange head = exchanges.head();
    if (head != null && head.kind == Exchange.Kind.SYNC) {
      releaseCompletion();
    }
  }

  void dropCompletion() {
    ByteBuf frame = completion;
    completion = null;
    if (frame != null) {
      frame.release();
    }
  }

  /// No statement runs and none waits.
  boolean isQuiet() {
    return exchanges.isEmpty() && piecewise == null && !skipping && !implicit && !kept;
  }

  ByteBuf buffer() {
    return link.backend.alloc().buffer(256);
  }

  Channel client() {
    return link.client;
  }

  /// An error of our own, in the order of answers.
  void tellClient(byte type, Map<Character, String> fields) {
    countError(type, fields);
    toClient.write(Fields.encode(link.client.alloc(), type, fields, charset));
  }

  /// Counts an error that the client is told.
  void countError(byte type, Map<Character, String> fields) {
    if (type == 'E') {
      link.door.metrics().failed(fields.getOrDefault(Fields.SQL_STATE, ""));
    }
  }

  void close() {
    dropCompletion();
    planner.close();
  }
}
