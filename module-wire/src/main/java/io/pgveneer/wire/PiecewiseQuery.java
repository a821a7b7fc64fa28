package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import io.pgveneer.api.Plan;
import io.pgveneer.api.TransactionStatus;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.StatementClass;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A Query message that goes through the extended protocol, with one Sync at the end, so that its
/// statements stay the one implicit transaction that they are; the client sees what the simple
/// protocol shows.
///
/// Several statements go one after the other, where one of them changes what the next one meets. A
/// single one goes with its steps in one flight. Either is prepared before its steps run: a mistake
/// in it is the backend's to tell, with its position, and then no step runs.
final class PiecewiseQuery {
  /// Completes without a snapshot: behind it PostgreSQL treats the next statement as one of
  /// several.
  private static final String OPENER = "SHOW server_version";

  private final Session session;
  private final String text;
  private final List<Extent> extents;

  /// The one statement's, where there is but one.
  private final @Nullable Plan single;

  private final @Nullable SyntaxCheck check;
  private boolean opened;
  private int next;
  private boolean ended;

  private PiecewiseQuery(Session session, String text, List<Extent> extents, Plan first) {
    this.session = session;
    this.text = text;
    this.extents = extents;
    this.single = extents.size() == 1 ? first : null;
    this.check = single == null ? SyntaxCheck.start(session, text) : null;
  }

  /// @param first the first statement's plan
  static void start(Session session, String text, List<Extent> extents, Plan first) {
    session.statements.simpleQuery(!session.hasFailed());
    PiecewiseQuery query = new PiecewiseQuery(session, text, extents, first);
    session.piecewise = query;
    query.advance();
  }

  /// Sends as much as can be planned now.
  void advance() {
    if (check != null && !check.isPassed()) {
      session.demand();
      return;
    }
    if (!session.skipping) {
      open();
    }
    while (!ended) {
      boolean all = next == extents.size();
      if (session.skipping || (all && (isOneFlight() || session.exchanges.isEmpty()))) {
        end();
      } else if (all || mustWait()) {
        session.demand();
        return;
      } else {
        sendNext();
      }
    }
  }

  private void open() {
    if (!opened && single == null && session.status() == TransactionStatus.IDLE) {
      int messages = session.steps.send(OPENER, List.of(), List.of());
      session.exchanges.add(new Hidden(messages));
    }
    opened = true;
  }

  /// COPY would take what follows it for data.
  private boolean isOneFlight() {
    return single != null && single.kind() != StatementClass.COPY;
  }

  private boolean mustWait() {
    return session.exchanges.hasBlocker()
        || session.exchanges.hasBarrier()
        || !session.isServed(extents.get(next).in(text));
  }

  private void sendNext() {
    Extent extent = extents.get(next++);
    boolean last = next == extents.size();
    String own = extent.in(text);
    Plan plan = single != null ? single : session.plan(own, false);
    boolean failed = session.hasFailed();
    // What follows the last statement is sent too: its mistake may be that it ends there.
    String sent = Refusals.text(plan, own, failed) + (last ? text.substring(extent.end()) : "");
    Source source = new Source(plan, false, text, extent.start(), sent, 0);
    boolean steps = session.runsSteps(plan) && (single == null || !session.lacksBlock(plan));
    prepare(source);
    boolean early = Portal.isStartedByBind(plan);
    if (steps && early) {
      session.steps.before(plan, List.of(), List.of());
    }
    bind(source);
    if (steps && !early) {
      session.steps.before(plan, List.of(), List.of());
    }
    execute();
    boolean after = steps && !plan.after().isEmpty();
    boolean waits = after && !isOneFlight();
    session.exchanges.add(new Running(source, plan, waits, last));
    if (after && !waits) {
      session.steps.after(plan, List.of(), List.of(), false);
    }
  }

  private void prepare(Source source) {
    ByteBuf out = session.buffer();
    Frames.parse(out, "", source.sentText(), List.of(), session.charset);
    session.toBackend.write(out);
    session.sent();
    session.exchanges.add(new Opening(source, next > 1));
  }

  private void bind(Source source) {
    ByteBuf out = session.buffer();
    Frames.bind(out, "", "", List.of(), session.charset);
    Frames.describe(out, 'P', "", session.charset);
    session.toBackend.write(out);
    session.exchanges.add(new Opening(source, true));
    session.exchanges.add(new Describing(source));
  }

  private void execute() {
    ByteBuf out = session.buffer();
    Frames.execute(out, "", session.charset);
    session.toBackend.write(out);
  }

  private void end() {
    ended = true;
    if (session.skipping) {
      session.statements.stray();
    } else {
      closeUnnamed();
    }
    session.skipping = false;
    ByteBuf out = session.buffer();
    Frames.sync(out);
    session.toBackend.write(out);
    session.sentSync();
    session.exchanges.add(
        new Exchange(Exchange.Kind.SYNC) {
          @Override
          void finished() {
            session.piecewise = null;
            session.releaseCompletion();
          }
        });
  }

  /// A simple query leaves nothing without a name.
  private void closeUnnamed() {
    ByteBuf out = session.buffer();
    Frames.close(out, 'P', "", session.charset);
    Frames.close(out, 'S', "", session.charset);
    session.toBackend.write(out);
    session.exchanges.add(
        new Hidden(Exchange.Kind.CLOSE, 2) {
          @Override
          void skipped() {
            session.statements.stray();
          }
        });
  }

  /// What the simple protocol says where the extended one speaks of a pipeline.
  static String simpleWording(String message) {
    return message.replace("be executed within a pipeline", "run inside a transaction block");
  }

  /// Parse or Bind.
  private final class Opening extends Hidden {
    private final Source source;
    private final boolean leavesPortal;

    /// @param leavesPortal where it fails, a portal of ours is left that never ran, or has ended
    Opening(Source source, boolean leavesPortal) {
      super(1);
      this.source = source;
      this.leavesPortal = leavesPortal;
    }

    @Override
    void failed(String sqlState, String message) {
      if (leavesPortal) {
        session.statements.strayPortal();
      }
    }

    @Override
    Source source() {
      return source;
    }
  }

  /// Describe: a RowDescription is shown, NoData is not.
  private static final class Describing extends Exchange {
    private final Source source;

    Describing(Source source) {
      super(Kind.DESCRIBE);
      this.source = source;
    }

    @Override
    Source source() {
      return source;
    }

    @Override
    boolean showsNoData() {
      return false;
    }
  }

  /// Execute. The last completion waits until the transaction is committed, as in the simple
  /// protocol.
  private final class Running extends Exchange {
    private final Source source;
    private final Plan plan;
    private final boolean after;
    private final boolean last;

    /// @param after steps follow once it has completed
    Running(Source source, Plan plan, boolean after, boolean last) {
      super(Kind.EXECUTE);
      this.source = source;
      this.plan = plan;
      this.after = after;
      this.last = last;
    }

    @Override
    Source source() {
      return source;
    }

    /// The next statement always waits: COPY would take its messages for data.
    @Override
    boolean isBarrier() {
      return true;
    }

    @Override
    boolean isBlocker() {
      return after;
    }

    @Override
    boolean holdsCompletion() {
      return last || after;
    }

    @Override
    void completed(String tag) {
      if (after) {
        session.steps.after(plan, List.of(), List.of(), !last);
      }
    }
  }
}
