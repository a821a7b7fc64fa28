package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import io.pgveneer.api.Plan;
import io.pgveneer.api.TransactionStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the backend sends, after the login.
final class BackendSide implements FrameSink {
  private final Session session;
  private final Reports reports;

  /// A ReadyForQuery that the client is not shown before the planner has put in order what it did.
  private @Nullable TransactionStatus held;

  BackendSide(Session session) {
    this.session = session;
    this.reports = new Reports(session);
  }

  @Override
  public Disposition begin(byte type, int length) throws ProtocolViolation {
    session.clock.answered();
    if (length < 4) {
      throw new ProtocolViolation("08P01", "invalid message length from the database");
    }
    return switch (type) {
      case 'D' -> row();
      case 'd', 'c' -> isShown() ? Disposition.STREAM : Disposition.DISCARD;
      case 'A' -> {
        session.settleCompletion();
        yield Disposition.STREAM;
      }
      case 'V', 'K', 'v' -> Disposition.STREAM;
      default -> Disposition.WHOLE;
    };
  }

  private Disposition row() {
    Exchange head = session.exchanges.head();
    if (head == null || head.isShown()) {
      return Disposition.STREAM;
    }
    return head.collects() ? Disposition.WHOLE : Disposition.DISCARD;
  }

  private boolean isShown() {
    Exchange head = session.exchanges.head();
    return head == null || head.isShown();
  }

  @Override
  public boolean frame(byte type, ByteBuf buffer, int index, int size) {
    switch (type) {
      case 'D' -> collect(buffer, index, size);
      case 'C' -> completed(buffer, index, size);
      case 'Z' -> ready(buffer, index, size);
      case 'E' -> error(buffer, index, size);
      case 'N' -> reports.notice(buffer, index, size);
      case 'S' -> reports.parameter(buffer, index, size);
      case 'T' -> rowDescription(buffer, index, size);
      case 't' -> parameterDescription(buffer, index, size);
      case 'n' -> noData(buffer, index, size);
      case '1', '2', '3', 'I' -> answered(buffer, index, size);
      case 's' -> {
        session.suspended();
        answered(buffer, index, size);
      }
      case 'G' -> copyIn(buffer, index, size);
      default -> show(buffer, index, size);
    }
    return true;
  }

  private void show(ByteBuf buffer, int index, int size) {
    if (isShown()) {
      session.toClient.pass(buffer, index, size);
    }
  }

  private void collect(ByteBuf buffer, int index, int size) {
    Exchange head = session.exchanges.head();
    if (head != null) {
      head.row(buffer, index, size);
    }
  }

  private void answered(ByteBuf buffer, int index, int size) {
    show(buffer, index, size);
    session.exchanges.answered();
  }

  private void completed(ByteBuf buffer, int index, int size) {
    session.executed();
    session.copied();
    Exchange head = session.exchanges.head();
    if (head == null || !head.isShown()) {
      session.exchanges.answered();
      return;
    }
    String tag = buffer.toString(index + 5, Math.max(0, size - 6), StandardCharsets.UTF_8);
    Plan plan = head.source().plan();
    String shown = plan == null ? tag : session.planner.shownTag(plan, tag);
    if (plan != null) {
      session.statements.completed(tag, plan.main().text());
      session.planner.completed(plan, tag);
      session.link.door.metrics().completed(plan.kind());
    }
    ByteBuf other = shown.equals(tag) ? null : Frames.commandComplete(buffer.alloc(), shown);
    if (head.holdsCompletion()) {
      session.holdCompletion(other == null ? buffer.copy(index, size) : other);
    } else if (other != null) {
      session.toClient.write(other);
    } else {
      session.toClient.pass(buffer, index, size);
    }
    head.completed(tag);
    session.exchanges.answered();
  }

  private void ready(ByteBuf buffer, int index, int size) {
    TransactionStatus status = TransactionStatus.of((char) buffer.getByte(index + 5));
    if (session.exchanges.head() instanceof CopyDoubt doubt) {
      showReady(doubt.ready(status));
      return;
    }
    session.copyIn = false;
    session.ready(status);
    Exchange ended = session.exchanges.ready();
    if (ended != null && !ended.isReadyShown()) {
      ended.finished();
      showHeld();
      return;
    }
    session.shownReady();
    session.planner.ready(status);
    if (ended != null) {
      ended.finished();
    }
    if (session.settles(status)) {
      held = status;
      return;
    }
    session.toClient.pass(buffer, index, size);
    session.link.ready();
  }

  /// Tells the client that its statement is over, once what it did has been put in order.
  private void showHeld() {
    TransactionStatus status = held;
    if (status != null && !session.settles(status)) {
      held = null;
      session.shownReady();
      session.toClient.write(Frames.ready(session.client().alloc(), status));
      session.link.ready();
    }
  }

  /// A ReadyForQuery that has been held, for a Sync that nothing waits for.
  private void showReady(@Nullable TransactionStatus status) {
    if (status != null) {
      session.ready(status);
      session.shownReady();
      session.planner.ready(status);
      session.toClient.write(Frames.ready(session.client().alloc(), status));
    }
  }

  private void error(ByteBuf buffer, int index, int size) {
    Map<Character, String> fields = Fields.decode(buffer, index, size, session.charset);
    Exchange head = session.exchanges.head();
    boolean fatal = Fields.isFatal(fields);
    if (!fatal && head instanceof CopyDoubt doubt) {
      showReady(doubt.probed());
      return;
    }
    session.dropCompletion();
    if (head == null || head.showsError(fields) || fatal) {
      reports.error(head, fields, buffer, index, size);
    }
    if (fatal) {
      session.link.backendFailed();
    }
    if (head != null && !head.endsWithReady() && !fatal) {
      String sqlState = fields.getOrDefault(Fields.SQL_STATE, "XX000");
      String message = fields.getOrDefault(Fields.MESSAGE, "");
      session.skipping = !session.exchanges.failed(sqlState, message);
    }
    if (!fatal) {
      session.copyFailed(fields);
    }
  }

  private void rowDescription(ByteBuf buffer, int index, int size) {
    Exchange head = session.exchanges.head();
    if (head != null && head.wantsColumns()) {
      head.columns(RowDescriptions.signature(buffer, index, size, session.charset));
    }
    if (head == null || head.isShown()) {
      Plan plan = head == null ? null : head.source().plan();
      RowDescriptions.setOrigins(buffer, index, size, session.planner, plan);
      session.toClient.pass(buffer, index, size);
    }
    if (head != null && !head.endsWithReady()) {
      session.exchanges.answered();
    }
  }

  private void noData(ByteBuf buffer, int index, int size) {
    Exchange head = session.exchanges.head();
    if (head != null && head.wantsColumns()) {
      head.columns("");
    }
    if (head == null || head.showsNoData()) {
      session.toClient.pass(buffer, index, size);
    }
    session.exchanges.answered();
  }

  private void parameterDescription(ByteBuf buffer, int index, int size) {
    Exchange head = session.exchanges.head();
    if (head != null) {
      head.parameterTypes(types(buffer, index, size));
    }
    show(buffer, index, size);
  }

  /// Shape: int16 n, `int32[n]` OIDs.
  private static List<Integer> types(ByteBuf buffer, int index, int size) {
    List<Integer> types = new ArrayList<>();
    for (int at = index + 7; at + 4 <= index + size; at += 4) {
      types.add(buffer.getInt(at));
    }
    return types;
  }

  private void copyIn(ByteBuf buffer, int index, int size) {
    show(buffer, index, size);
    session.copyBegins();
  }

  @Override
  public void stretch(ByteBuf buffer, int index, int size) {
    session.toClient.pass(buffer, index, size);
  }

  @Override
  public void readComplete() {
    session.proceed();
    session.link.flush();
  }

  @Override
  public void violated(ProtocolViolation violation) {
    session.link.fatal(violation.sqlState(), violation.text());
  }

  @Override
  public void gone() {
    session.link.backendGone();
  }

  @Override
  public void writabilityChanged() {
    session.link.balance();
  }
}
