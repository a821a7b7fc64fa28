package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import io.pgveneer.api.Plan;
import io.pgveneer.sql.StatementClass;
import io.pgveneer.wire.Exchange.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The client's messages of the extended protocol. Each method answers false where the message
/// must wait.
final class Extended {
  private final Session session;
  private final Renewal renewal;

  Extended(Session session) {
    this.session = session;
    this.renewal = new Renewal(session);
  }

  /// Closes what a query of ours has left without a name: a simple query would have left nothing.
  void sweep() {
    if (session.isFree()) {
      if (session.statements.takeStray()) {
        sweep('S');
      }
      if (session.statements.takeStrayPortal()) {
        sweep('P');
      }
    }
  }

  private void sweep(char what) {
    ByteBuf out = session.buffer();
    Frames.close(out, what, "", session.charset);
    send(new Hidden(Kind.CLOSE, 1), out);
  }

  boolean parse(ByteBuf buffer, int index, int size) {
    FrontendMessage.Parse message =
        FrontendMessage.Parse.read(buffer, index, size, session.charset);
    if (message == null) {
      return session.isFree() && pass(new Exchange(Kind.PARSE), buffer, index, size);
    }
    String sql = message.sql();
    if (!session.isSettled(sql)) {
      return false;
    }
    Plan plan = session.plan(sql, true);
    Prepared prepared = new Prepared(message.name(), sql, message.types(), plan);
    Exchange exchange = new Preparing(prepared);
    String text = Refusals.text(plan, sql, session.hasFailed());
    if (text.equals(sql)) {
      return pass(exchange, buffer, index, size);
    }
    ByteBuf out = session.buffer();
    Frames.parse(out, message.name(), text, message.types(), session.charset);
    send(exchange, out);
    if (plan.refusal() == null) {
      renewal.remember(prepared);
    }
    return true;
  }

  boolean bind(ByteBuf buffer, int index, int size) {
    FrontendMessage.Bind message = FrontendMessage.Bind.read(buffer, index, size, session.charset);
    if (message == null) {
      return session.isFree() && pass(new Exchange(Kind.BIND), buffer, index, size);
    }
    Prepared prepared = session.statements.prepared(message.statement());
    if (prepared == null) {
      return session.isFree() && pass(new Binding(message.portal(), null), buffer, index, size);
    }
    if (!session.isSettled(prepared.sql) || mayTurnDirty(prepared)) {
      return false;
    }
    Renewal.Outcome outcome = renewal.prepare(prepared);
    if (outcome != Renewal.Outcome.READY) {
      return outcome == Renewal.Outcome.REFUSED;
    }
    if (session.hasFailed() || !prepared.takesParameters()) {
      return bind(message, new Portal(prepared, List.of(), List.of()), buffer, index, size);
    }
    List<Integer> types = prepared.types();
    if (types == null) {
      renewal.describe(prepared);
      return false;
    }
    List<Parameter> parameters =
        FrontendMessage.Bind.parameters(buffer, index, size, session.charset);
    if (parameters == null || parameters.size() < prepared.highestParameter()) {
      return pass(new Binding(message.portal(), null), buffer, index, size);
    }
    return bind(message, new Portal(prepared, parameters, types), buffer, index, size);
  }

  private boolean bind(
      FrontendMessage.Bind message, Portal portal, ByteBuf buffer, int index, int size) {
    if (Portal.isStartedByBind(portal.plan())) {
      runSteps(portal);
    }
    return pass(new Binding(message.portal(), portal), buffer, index, size);
  }

  private void runSteps(Portal portal) {
    if (portal.takeFirst() && !session.hasFailed() && !session.lacksBlock(portal.plan())) {
      session.steps.before(portal.plan(), portal.parameters(), portal.types());
    }
  }

  boolean describe(ByteBuf buffer, int index, int size) {
    FrontendMessage.Named message =
        FrontendMessage.Named.read(buffer, index, size, session.charset);
    Prepared prepared =
        message == null || message.what() != 'S'
            ? null
            : session.statements.prepared(message.name());
    if (prepared == null) {
      return session.isFree() && pass(describing(message), buffer, index, size);
    }
    if (!session.isSettled(prepared.sql)) {
      return false;
    }
    Renewal.Outcome outcome = renewal.prepare(prepared);
    return outcome == Renewal.Outcome.READY
        ? pass(new Describing(prepared), buffer, index, size)
        : outcome == Renewal.Outcome.REFUSED;
  }

  /// Of a portal, or of a statement that is not known.
  private Exchange describing(FrontendMessage.@Nullable Named message) {
    Portal portal =
        message == null || message.what() != 'P' ? null : session.statements.portal(message.name());
    Source source = portal == null ? Source.NONE : portal.source();
    return new Exchange(Kind.DESCRIBE) {
      @Override
      Source source() {
        return source;
      }
    };
  }

  boolean execute(ByteBuf buffer, int index, int size) {
    if (!session.isFree()) {
      return false;
    }
    FrontendMessage.Execute message =
        FrontendMessage.Execute.read(buffer, index, size, session.charset);
    Portal portal = message == null ? null : session.statements.portal(message.portal());
    if (portal != null) {
      runSteps(portal);
    }
    return pass(new Running(portal), buffer, index, size);
  }

  boolean close(ByteBuf buffer, int index, int size) {
    if (!session.isFree()) {
      return false;
    }
    FrontendMessage.Named message =
        FrontendMessage.Named.read(buffer, index, size, session.charset);
    return pass(
        message == null ? new Exchange(Kind.CLOSE) : new Closing(message), buffer, index, size);
  }

  /// What runs now may write to a relation that this plan takes for clean.
  private boolean mayTurnDirty(Prepared prepared) {
    return !prepared.plan.assumedClean().isEmpty() && session.exchanges.isExecuting();
  }

  private boolean pass(Exchange exchange, ByteBuf buffer, int index, int size) {
    session.toBackend.pass(buffer, index, size);
    session.sent();
    session.exchanges.add(exchange);
    return true;
  }

  private void send(Exchange exchange, ByteBuf out) {
    session.toBackend.write(out);
    session.sent();
    session.exchanges.add(exchange);
  }

  private final class Preparing extends Exchange {
    private final Prepared prepared;
    private final @Nullable Prepared before;

    Preparing(Prepared prepared) {
      super(Kind.PARSE);
      this.prepared = prepared;
      this.before = session.statements.prepared(prepared.name, prepared);
    }

    @Override
    Source source() {
      return Source.main(prepared.plan, prepared.sql, 0);
    }

    @Override
    void finished() {
      prepared.made = true;
    }

    @Override
    void failed(String sqlState, String message) {
      session.statements.prepared(prepared.name, prepared.name.isEmpty() ? null : before);
    }

    @Override
    void skipped() {
      session.statements.prepared(prepared.name, before);
    }
  }

  private static final class Describing extends Exchange {
    private final Prepared prepared;

    Describing(Prepared prepared) {
      super(Kind.DESCRIBE);
      this.prepared = prepared;
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
      return prepared.wantsColumns();
    }

    @Override
    void columns(String signature) {
      prepared.columns(signature);
    }
  }

  private final class Binding extends Exchange {
    private final String name;
    private final @Nullable Portal portal;
    private final @Nullable Portal before;

    Binding(String name, @Nullable Portal portal) {
      super(Kind.BIND);
      this.name = name;
      this.portal = portal;
      this.before = session.statements.portal(name, portal);
    }

    @Override
    Source source() {
      Portal of = portal;
      return of == null ? Source.NONE : of.source();
    }

    @Override
    void finished() {
      if (portal != null) {
        portal.bound();
      }
    }

    @Override
    void skipped() {
      session.statements.portal(name, before);
    }
  }

  /// A command of which nothing is known, a prepared statement of SQL, is a barrier.
  private final class Running extends Exchange {
    private final @Nullable Portal portal;
    private final boolean after;
    private final boolean barrier;

    Running(@Nullable Portal portal) {
      super(Kind.EXECUTE);
      this.portal = portal;
      this.barrier = portal == null || portal.plan().barrier();
      this.after = portal != null && !portal.plan().after().isEmpty() && !session.hasFailed();
    }

    @Override
    Source source() {
      Portal of = portal;
      return of == null ? Source.NONE : of.source();
    }

    @Override
    boolean isBarrier() {
      return barrier;
    }

    @Override
    boolean mayEndTransaction() {
      return portal != null && portal.plan().kind() == StatementClass.TRANSACTION;
    }

    @Override
    boolean isBlocker() {
      return after;
    }

    @Override
    boolean holdsCompletion() {
      return after;
    }

    @Override
    void completed(String tag) {
      if (after && portal != null) {
        session.steps.after(portal.plan(), portal.parameters(), portal.types(), true);
        session.demand();
      }
    }
  }

  private final class Closing extends Exchange {
    private final FrontendMessage.Named message;
    private @Nullable Prepared prepared;
    private @Nullable Portal portal;

    Closing(FrontendMessage.Named message) {
      super(Kind.CLOSE);
      this.message = message;
      if (message.what() == 'S') {
        prepared = session.statements.prepared(message.name(), null);
      } else {
        portal = session.statements.portal(message.name(), null);
      }
    }

    @Override
    void skipped() {
      if (message.what() == 'S') {
        session.statements.prepared(message.name(), prepared);
      } else {
        session.statements.portal(message.name(), portal);
      }
    }
  }
}
