package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import io.pgveneer.api.Plan;
import io.pgveneer.api.SqlError;
import java.util.List;

/// Keeps what a client has prepared right, whatever has changed since: where its plan no longer
/// holds, it is planned again, and prepared again behind the client's back where the text is
/// another, with the same name and parameter types.
///
/// Where the result's columns are others then, PostgreSQL's own error is due.
final class Renewal {
  /// Never prepared with success: what is refused at Bind and Describe is raised by preparing it.
  private static final String REFUSED = "pgveneer_refused";

  static final SqlError CHANGED =
      new SqlError("0A000", "cached plan must not change result type", null, null, 0);

  private final Session session;

  Renewal(Session session) {
    this.session = session;
  }

  /// What becomes of the client's message.
  enum Outcome {
    /// It may be sent.
    READY,
    /// An answer has to come first.
    WAITS,
    /// An error has been raised in its place.
    REFUSED
  }

  /// Makes a statement ready to be bound or described.
  Outcome prepare(Prepared prepared) {
    if (session.hasFailed()) {
      return Outcome.READY;
    }
    boolean renewed = prepared.renewed;
    prepared.renewed = false;
    if (!renewed && (prepared.lost || !session.planner.isCurrent(prepared.plan))) {
      Outcome outcome = planAgain(prepared);
      if (outcome != Outcome.READY) {
        return outcome;
      }
    }
    if (prepared.changedColumns) {
      refuse(prepared, Plan.refused(prepared.plan.kind(), "wire", prepared.sql, CHANGED));
      return Outcome.REFUSED;
    }
    return Outcome.READY;
  }

  private Outcome planAgain(Prepared prepared) {
    Plan plan = session.plan(prepared.sql, true);
    if (plan.refusal() != null) {
      refuse(prepared, plan);
      return Outcome.REFUSED;
    }
    if (!prepared.lost && plan.main().text().equals(prepared.plan.main().text())) {
      prepared.plan = plan;
      return Outcome.READY;
    }
    if (!prepared.lost && !prepared.isDescribed()) {
      describe(prepared);
      return Outcome.WAITS;
    }
    prepareAgain(prepared, plan);
    return Outcome.WAITS;
  }

  /// Asks for the types of parameters and columns; the client's message waits.
  void describe(Prepared prepared) {
    describe(prepared, true);
  }

  /// Asks for them beforehand: later the text that tells them may be outdated.
  void remember(Prepared prepared) {
    if (!prepared.name.isEmpty()) {
      describe(prepared, false);
    }
  }

  private void describe(Prepared prepared, boolean waited) {
    ByteBuf out = session.buffer();
    Frames.describe(out, 'S', prepared.name, session.charset);
    send(new Asking(prepared, 1, waited), out);
  }

  private void prepareAgain(Prepared prepared, Plan plan) {
    Plan before = prepared.plan;
    boolean lost = prepared.lost;
    prepared.plan = plan;
    prepared.lost = false;
    prepared.renewed = true;
    ByteBuf out = session.buffer();
    Frames.close(out, 'S', prepared.name, session.charset);
    Frames.parse(out, prepared.name, plan.main().text(), prepared.knownTypes(), session.charset);
    Frames.describe(out, 'S', prepared.name, session.charset);
    send(
        new Asking(prepared, 3, true) {
          @Override
          void failed(String sqlState, String message) {
            prepared.lost = true;
            prepared.renewed = false;
          }

          @Override
          void skipped() {
            prepared.plan = before;
            prepared.lost = lost;
            prepared.renewed = false;
          }
        },
        out);
  }

  private void refuse(Prepared prepared, Plan plan) {
    ByteBuf out = session.buffer();
    Frames.parse(out, REFUSED, Refusals.POISON, List.of(), session.charset);
    send(
        new Hidden(1) {
          @Override
          Source source() {
            return Source.main(plan, prepared.sql, 0);
          }
        },
        out);
  }

  private void send(Exchange exchange, ByteBuf out) {
    session.toBackend.write(out);
    session.sent();
    session.exchanges.add(exchange);
  }

  /// A Describe of ours.
  private static class Asking extends Hidden {
    private final Prepared prepared;
    private final boolean waited;

    /// @param waited the client's message waits for the answer
    Asking(Prepared prepared, int messages, boolean waited) {
      super(messages);
      this.prepared = prepared;
      this.waited = waited;
    }

    @Override
    boolean isBlocker() {
      return waited;
    }

    @Override
    Source source() {
      return Source.main(prepared.plan, prepared.sql, 0);
    }

    @Override
    void parameterTypes(List<Integer> types) {
      prepared.described(types);
    }

    @Override
    boolean wantsColumns() {
      return true;
    }

    @Override
    void columns(String signature) {
      prepared.columns(signature);
    }
  }
}
