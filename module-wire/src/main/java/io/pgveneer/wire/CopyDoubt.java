package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import io.pgveneer.api.TransactionStatus;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tells how much of what a client has sent behind data for COPY the backend took for a part of
/// that COPY, which has failed somewhere in between.
///
/// While it copies, the backend ignores a Sync; as soon as the data has been found wrong, it
/// answers each. So what answers come before that of a message of ours tells where it failed: all
/// but the last ReadyForQuery, which is for a Sync of ours that goes before that message, are the
/// client's.
///
/// Any other message than those of COPY ends the session where the backend still copies, and is
/// one to run where it no longer does. To find out, a malformed one of the same type is sent in
/// its place: its error is the client's in the first case, and nobody's in the second.
final class CopyDoubt extends Hidden {
  private static final String NAME = "pgveneer_copy";

  private final Session session;

  /// The backend skips everything up to a Sync of the client's.
  private final boolean extended;

  /// How many more answers are the client's, whatever has come.
  private int owed;

  /// The last ReadyForQuery, which may be ours.
  private @Nullable TransactionStatus held;

  private boolean synced;
  private boolean probed;

  private CopyDoubt(Session session, boolean extended, int owed) {
    super(Kind.CLOSE, 1);
    this.session = session;
    this.extended = extended;
    this.owed = owed;
  }

  /// Asks the backend, behind the error that it has answered.
  static void settle(Session session) {
    int owed = session.piecewise == null ? 0 : 1;
    session.exchanges.add(new CopyDoubt(session, session.skipping, owed));
    session.skipping = false;
    ByteBuf out = session.buffer();
    Frames.sync(out);
    Frames.close(out, 'S', NAME, session.charset);
    session.toBackend.write(out);
    session.sent();
    HiddenSync.send(session, new HiddenSync());
  }

  /// Whether this is the error of a probe that came in the midst of data, which ends the session.
  static boolean isProbes(Map<Character, String> fields) {
    return "08P01".equals(fields.get(Fields.SQL_STATE))
        && "CopyGetData".equals(fields.get(Fields.ROUTINE));
  }

  /// Sends a malformed message of this type.
  static void probe(Session session, byte type) {
    ByteBuf out = session.buffer();
    out.writeByte(type).writeInt(Integer.BYTES);
    session.toBackend.write(out);
    session.toBackend.flush();
  }

  /// @return the status that the client is to be shown now, null for none
  @Nullable TransactionStatus ready(TransactionStatus status) {
    if (probed) {
      boolean clients = owed-- > 0;
      synced |= clients;
      return clients ? status : null;
    }
    TransactionStatus before = held;
    held = status;
    synced |= before != null;
    return before;
  }

  /// The error of a probe: what has come before it was the client's.
  ///
  /// @return the status that the client is to be shown now, null for none
  @Nullable TransactionStatus probed() {
    TransactionStatus before = held;
    held = null;
    probed = true;
    synced |= before != null;
    return before;
  }

  @Override
  boolean isBlocker() {
    return true;
  }

  @Override
  boolean showsError(Map<Character, String> fields) {
    return false;
  }

  @Override
  void finished() {
    session.skipping = extended && !synced;
  }
}
