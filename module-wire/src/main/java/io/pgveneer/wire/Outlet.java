package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/// The way out to one channel. Stretches that lie side by side in the buffer they were read into
/// leave as one write, whatever number of frames they hold.
///
/// Ownership: [#pass] retains its source; [#write] takes over what it is given.
final class Outlet {
  /// Bytes that PostgreSQL gathers before it sends them, where nothing makes it send fewer.
  private static final int GATHERED = 8192;

  private final Channel channel;
  private @Nullable ByteBuf source;
  private int start;
  private int end;
  private boolean unflushed;
  private long waiting;
  private boolean urgent;

  Outlet(Channel channel) {
    this.channel = channel;
  }

  /// Passes bytes on as they are, without moving the source's indices.
  @SuppressWarnings("ReferenceEquality") // Equal bytes in another buffer are no neighbours.
  void pass(ByteBuf bytes, int index, int length) {
    waiting += length;
    if (source == bytes && end == index) {
      end += length;
      return;
    }
    writeRun();
    source = bytes.retain();
    start = index;
    end = index + length;
  }

  void write(ByteBuf message) {
    waiting += message.readableBytes();
    writeRun();
    var _ = channel.write(message, channel.voidPromise());
    unflushed = true;
  }

  /// What has been written is not kept back.
  void urge() {
    urgent = true;
  }

  /// Whether PostgreSQL would keep back what has been written, within a Query.
  boolean mayGather() {
    return !urgent && waiting < GATHERED;
  }

  void flush() {
    waiting = 0;
    urgent = false;
    writeRun();
    if (unflushed) {
      unflushed = false;
      channel.flush();
    }
  }

  private void writeRun() {
    ByteBuf run = source;
    if (run != null) {
      source = null;
      var _ = channel.write(run.slice(start, end - start), channel.voidPromise());
      unflushed = true;
    }
  }
}
