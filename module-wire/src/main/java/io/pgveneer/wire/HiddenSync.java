package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import java.util.Map;

/// A Sync of ours behind messages of ours.
class HiddenSync extends Exchange {
  HiddenSync() {
    super(Kind.SYNC);
  }

  /// Sends it.
  static void send(Session session, HiddenSync sync) {
    ByteBuf out = session.buffer();
    Frames.sync(out);
    session.toBackend.write(out);
    session.sentSync();
    session.exchanges.add(sync);
  }

  @Override
  boolean isShown() {
    return false;
  }

  @Override
  boolean isReadyShown() {
    return false;
  }

  @Override
  boolean showsError(Map<Character, String> fields) {
    return false;
  }

  @Override
  boolean isBlocker() {
    return true;
  }
}
