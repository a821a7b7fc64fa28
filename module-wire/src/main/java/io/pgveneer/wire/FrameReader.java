package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.pgveneer.wire.metrics.WireMetrics.Traffic;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Cuts what arrives into frames: type byte, int32 length including itself, body.
///
/// Ownership: the buffers read are this handler's until consumed; a sink that keeps bytes retains
/// them. Frames that are streamed are never gathered, so a row of any size costs one read buffer.
final class FrameReader extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(FrameReader.class);
  private static final int HEAD = 5;

  private final Traffic traffic;
  private FrameSink sink;
  private @Nullable ByteBuf held;

  /// Bytes of the frame being streamed or discarded that are still to come.
  private long remaining;

  private boolean discarding;
  private boolean stopped;
  private boolean busy;
  private boolean closed;

  private long unreportedBytes;
  private long unreportedFrames;

  /// @param traffic counts what is read
  FrameReader(Traffic traffic, FrameSink sink) {
    this.traffic = traffic;
    this.sink = sink;
  }

  /// Hands over to another sink, from the next frame on.
  void sink(FrameSink next) {
    sink = next;
  }

  /// Bytes that wait because the sink cannot take them yet.
  int waiting() {
    ByteBuf bytes = held;
    return stopped && bytes != null ? bytes.readableBytes() : 0;
  }

  boolean isStopped() {
    return stopped;
  }

  /// Offers again what the sink could not take.
  void resume() {
    stopped = false;
    if (!busy) {
      drain();
    }
  }

  /// Throws away what waits and all that comes.
  void close() {
    closed = true;
    if (!busy) {
      release();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    unreportedBytes += bytes.readableBytes();
    if (closed) {
      bytes.release();
      return;
    }
    ByteBuf before = held;
    held = before == null ? bytes : merge(context, before, bytes);
    drain();
  }

  private static ByteBuf merge(ChannelHandlerContext context, ByteBuf before, ByteBuf bytes) {
    int more = bytes.readableBytes();
    ByteBuf joined = before;
    if (before.refCnt() > 1 || before.isReadOnly() || before.writableBytes() < more) {
      int needed = before.readableBytes() + more;
      int size = Math.max(needed, Math.min(2 * needed, needed + (16 << 20)));
      try {
        joined = context.alloc().buffer(size);
      } catch (OutOfMemoryError full) {
        bytes.release();
        throw full;
      }
      joined.writeBytes(before);
      before.release();
    }
    joined.writeBytes(bytes);
    bytes.release();
    return joined;
  }

  private void drain() {
    if (stopped || closed) {
      return;
    }
    busy = true;
    try {
      ByteBuf bytes = held;
      while (bytes != null && !stopped && !closed && bytes.isReadable()) {
        if (!(remaining > 0 ? stream(bytes) : next(bytes))) {
          break;
        }
      }
    } catch (ProtocolViolation violation) {
      closed = true;
      sink.violated(violation);
    } finally {
      busy = false;
    }
    ByteBuf bytes = held;
    if (closed || (bytes != null && !bytes.isReadable())) {
      release();
    }
  }

  private boolean stream(ByteBuf bytes) {
    int size = (int) Math.min(remaining, bytes.readableBytes());
    if (!discarding) {
      sink.stretch(bytes, bytes.readerIndex(), size);
    }
    bytes.skipBytes(size);
    remaining -= size;
    return true;
  }

  private boolean next(ByteBuf bytes) throws ProtocolViolation {
    if (bytes.readableBytes() < HEAD) {
      return false;
    }
    int index = bytes.readerIndex();
    byte type = bytes.getByte(index);
    int length = bytes.getInt(index + 1);
    switch (sink.begin(type, length)) {
      case WAIT -> stopped = true;
      case STREAM -> start(length, false);
      case DISCARD -> start(length, true);
      case WHOLE -> {
        int size = length + 1;
        if (bytes.readableBytes() < size) {
          return false;
        }
        if (sink.frame(type, bytes, index, size)) {
          bytes.skipBytes(size);
          unreportedFrames++;
        } else {
          stopped = true;
        }
      }
    }
    return true;
  }

  private void start(int length, boolean discard) {
    remaining = 1L + length;
    unreportedFrames++;
    discarding = discard;
  }

  private void release() {
    ByteBuf bytes = held;
    held = null;
    if (bytes != null) {
      bytes.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    sink.readComplete();
    report();
  }

  /// Counts once for each batch: counters are shared by all sessions.
  private void report() {
    traffic.bytes().inc(unreportedBytes);
    traffic.messages().inc(unreportedFrames);
    unreportedBytes = 0;
    unreportedFrames = 0;
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    sink.writabilityChanged();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException || cause.getCause() instanceof IOException)) {
      LOG.error("session failed", cause);
    }
    if (cause instanceof OutOfMemoryError) {
      // A message too large for what is left: that ends its session, not the others'.
      close();
      sink.violated(new ProtocolViolation("53200", "out of memory"));
    } else {
      var _ = context.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    sink.gone();
    report();
    close();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    close();
  }
}
