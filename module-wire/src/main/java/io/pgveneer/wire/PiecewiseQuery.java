package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import io.pgveneer.api.Plan;
import io.pgveneer.api.TransactionStatus;
import io.pgveneer.sql.Extent;
import java.util.List;

/// A Query message whose statements must be planned one after the other, for one of them changes
/// what the next one meets. They run through the extended protocol with one Sync at the end, so
/// that they stay the one implicit transaction that they are; the client sees what the simple
/// protocol shows.
final class PiecewiseQuery {
  /// Completes without a snapshot: behind it PostgreSQL treats the next statement as one of
  /// several.
  private static final String OPENER = "SHOW server_version";

  private final Session session;
  private final String text;
  private final List<Extent> extents;
  private int next;
  private boolean ended;

  private PiecewiseQuery(Session session, String text, List<Extent> extents) {
    this.session = session;
    this.text = text;
    this.extents = extents;
  }

  static void start(Session session, String text, List<Extent> extents) {
    PiecewiseQuery query = new PiecewiseQuery(session, text, extents);
    session.piecewise = query;
    session.statements.simpleQuery();
    if (session.status() == TransactionStatus.IDLE) {
      int messages = session.steps.send(OPENER, List.of(), List.of());
      session.exchanges.add(new Hidden(messages));
    }
    query.advance();
  }

  /// Sends as much as can be planned now.
  void advance() {
    while (!ended) {
      boolean all = next == extents.size();
      if (session.skipping || (all && session.exchanges.isEmpty())) {
        end();
      } else if (all || mustWait()) {
        session.demand();
        return;
      } else {
        Extent extent = extents.get(next++);
        send(extent, Planning.plan(session.planner, extent.in(text), session.status(), false));
      }
    }
  }

  private boolean mustWait() {
    return session.exchanges.hasBlocker() || session.exchanges.hasBarrier() || !session.isServed();
  }

  private void send(Extent extent, Plan plan) {
    Source source = Source.main(plan, text, extent.start());
    boolean failed = session.hasFailed();
    boolean steps = !failed && plan.refusal() == null;
    if (steps) {
      session.steps.before(plan, List.of(), List.of());
    }
    ByteBuf out = session.buffer();
    String sql = Refusals.text(plan, extent.in(text), failed);
    Frames.parse(out, "", sql, List.of(), session.charset);
    Frames.bind(out, "", "", List.of(), session.charset);
    Frames.describe(out, 'P', "", session.charset);
    Frames.execute(out, "", session.charset);
    session.toBackend.write(out);
    session.sent();
    session.exchanges.add(new Opening(source));
    session.exchanges.add(new Describing(source));
    boolean after = steps && !plan.after().isEmpty();
    session.exchanges.add(new Running(source, plan, after, next == extents.size()));
  }

  private void end() {
    ended = true;
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

  /// What the simple protocol says where the extended one speaks of a pipeline.
  static String simpleWording(String message) {
    return message.replace("be executed within a pipeline", "run inside a transaction block");
  }

  /// Parse and Bind.
  private static final class Opening extends Hidden {
    private final Source source;

    Opening(Source source) {
      super(2);
      this.source = source;
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
