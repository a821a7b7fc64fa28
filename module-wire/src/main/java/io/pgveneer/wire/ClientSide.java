package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import io.pgveneer.api.Plan;
import io.pgveneer.sql.Extent;
import io.pgveneer.wire.Exchange.Kind;
import java.util.ArrayList;
import java.util.List;

/// What the client sends, after its login.
final class ClientSide implements FrameSink {
  private final Session session;
  private final int maxLength;
  private final Extended extended;

  ClientSide(Session session, int maxLength) {
    this.session = session;
    this.maxLength = maxLength;
    this.extended = new Extended(session);
  }

  @Override
  public Disposition begin(byte type, int length) throws ProtocolViolation {
    if (session.copyIn && "dcfSHX".indexOf(type) < 0) {
      session.probeCopy(type);
      return Disposition.WAIT;
    }
    FrontendLimits.check(type, length, maxLength);
    if (session.exchanges.isFull()) {
      return waits();
    }
    boolean copy = type == 'd' || type == 'c' || type == 'f';
    if (!copy) {
      return Disposition.WHOLE;
    }
    if (session.copyIn) {
      return type == 'd' ? Disposition.STREAM : Disposition.WHOLE;
    }
    return session.exchanges.isEmpty() || session.skipping ? Disposition.DISCARD : waits();
  }

  private Disposition waits() {
    session.demand();
    return Disposition.WAIT;
  }

  @Override
  public boolean frame(byte type, ByteBuf buffer, int index, int size) {
    if (session.skipping && type != 'S' && type != 'X') {
      return true;
    }
    if (session.interrupted) {
      return interrupted(type);
    }
    if (isExtended(type)) {
      extended.sweep();
    }
    boolean taken =
        switch (type) {
          case 'Q' -> query(buffer, index, size);
          case 'P' -> extended.parse(buffer, index, size);
          case 'B' -> extended.bind(buffer, index, size);
          case 'D' -> extended.describe(buffer, index, size);
          case 'E' -> extended.execute(buffer, index, size);
          case 'C' -> extended.close(buffer, index, size);
          case 'S' -> sync(buffer, index, size);
          case 'H' -> flush(buffer, index, size);
          case 'F' -> function(buffer, index, size);
          case 'c', 'f' -> copyEnd(buffer, index, size);
          default -> terminate(buffer, index, size);
        };
    if (!taken) {
      session.demand();
    }
    return taken;
  }

  private static boolean isExtended(byte type) {
    return "PBDEC".indexOf(type) >= 0;
  }

  private boolean query(ByteBuf buffer, int index, int size) {
    if (!session.isFree() || !session.exchanges.isEmpty()) {
      return false;
    }
    FrontendMessage.Query message =
        FrontendMessage.Query.read(buffer, index, size, session.charset);
    String text = message == null ? "" : message.text();
    if (!session.isServed(text)) {
      return false;
    }
    if (message == null) {
      session.toBackend.pass(buffer, index, size);
      session.sentQuery();
      session.exchanges.add(new Exchange(Kind.QUERY));
      return true;
    }
    List<Extent> extents = Planning.split(session.planner, text);
    List<Plan> plans = new ArrayList<>(extents.size());
    for (Extent extent : extents) {
      String own = extent.in(text);
      Plan plan = session.plan(own, false);
      plans.add(plan);
      boolean waits =
          (plans.size() > 1 && !plan.assumedClean().isEmpty())
              || (extents.size() > 1 && session.planner.mayWait(own));
      boolean changes = session.isBarrier(plan) && plans.size() < extents.size();
      if (waits || changes || session.runsSteps(plan)) {
        PiecewiseQuery.start(session, text, extents, plans.getFirst());
        return true;
      }
    }
    if (plans.isEmpty()) {
      pass(new Exchange(Kind.QUERY), buffer, index, size);
      return true;
    }
    send(JoinedQuery.of(text, extents, plans, session.hasFailed()), buffer, index, size);
    return true;
  }

  private void send(JoinedQuery query, ByteBuf buffer, int index, int size) {
    if (query.isUnchanged()) {
      pass(query, buffer, index, size);
      return;
    }
    ByteBuf out = session.buffer();
    Frames.query(out, query.sent(), session.charset);
    session.toBackend.write(out);
    sentQuery(query);
  }

  private void pass(Exchange query, ByteBuf buffer, int index, int size) {
    session.toBackend.pass(buffer, index, size);
    sentQuery(query);
  }

  private void sentQuery(Exchange query) {
    session.statements.simpleQuery(!session.hasFailed());
    session.sentQuery();
    session.exchanges.add(query);
  }

  /// Ends a message that has been answered with an error, as the backend would have.
  private boolean interrupted(byte type) {
    if (!session.exchanges.isEmpty()) {
      return false;
    }
    session.interrupted = false;
    if (type == 'Q') {
      sendSync();
    } else {
      session.skipping = true;
    }
    return true;
  }

  private void sendSync() {
    ByteBuf out = session.buffer();
    Frames.sync(out);
    session.toBackend.write(out);
    session.sentSync();
    session.exchanges.add(new Exchange(Kind.SYNC));
  }

  private boolean function(ByteBuf buffer, int index, int size) {
    if (!session.isFree() || !session.exchanges.isEmpty()) {
      return false;
    }
    session.toBackend.pass(buffer, index, size);
    session.sentQuery();
    session.exchanges.add(new Exchange(Kind.FUNCTION));
    return true;
  }

  private boolean sync(ByteBuf buffer, int index, int size) {
    if (session.copyIn) {
      session.toBackend.pass(buffer, index, size);
      session.copyInDoubt = true;
      return true;
    }
    if (!session.isFree()) {
      return false;
    }
    session.skipping = false;
    session.toBackend.pass(buffer, index, size);
    session.sentSync();
    session.exchanges.add(new Exchange(Kind.SYNC));
    return true;
  }

  private boolean flush(ByteBuf buffer, int index, int size) {
    if (session.copyIn) {
      return true;
    }
    boolean malformed = size > 5;
    if (malformed && !session.isFree()) {
      return false;
    }
    session.toBackend.pass(buffer, index, size);
    if (malformed) {
      session.sent();
      session.exchanges.add(new Exchange(Kind.FLUSH));
    }
    return true;
  }

  private boolean copyEnd(ByteBuf buffer, int index, int size) {
    session.toBackend.pass(buffer, index, size);
    session.copyIn = false;
    session.sentCopyEnd();
    return true;
  }

  private boolean terminate(ByteBuf buffer, int index, int size) {
    session.toBackend.pass(buffer, index, size);
    session.link.terminated();
    return true;
  }

  @Override
  public void stretch(ByteBuf buffer, int index, int size) {
    session.toBackend.pass(buffer, index, size);
  }

  @Override
  public void readComplete() {
    if (session.piecewise != null) {
      session.proceed();
    }
    session.link.flush();
  }

  @Override
  public void violated(ProtocolViolation violation) {
    session.link.fatal(violation.sqlState(), violation.text());
  }

  @Override
  public void gone() {
    session.link.clientGone(!session.exchanges.isEmpty());
  }

  @Override
  public void writabilityChanged() {
    session.link.balance();
  }
}
