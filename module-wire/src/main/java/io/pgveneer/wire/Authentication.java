package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

/// Authentication requests of the backend.
///
/// Shape: int32 kind, body.
final class Authentication {
  static final int SASL = 10;
  private static final int OK = 0;
  static final int SASL_FINAL = 12;

  private Authentication() {}

  static int kind(ByteBuf frame, int index) {
    return frame.getInt(index + 5);
  }

  /// Whether the client is to answer.
  static boolean asks(int kind) {
    return kind != OK && kind != SASL_FINAL;
  }

  static boolean isSasl(int kind) {
    return kind >= SASL && kind <= SASL_FINAL;
  }

  /// The mechanisms without those bound to the TLS channel: the client's channel is not the
  /// backend's.
  ///
  /// Shape: (mechanism cstring)*, 0.
  static ByteBuf withoutChannelBinding(
      ByteBufAllocator allocator, ByteBuf frame, int index, int size) {
    ByteBuf out = allocator.buffer(size);
    out.writeByte('R').writeInt(0).writeInt(SASL);
    String list = frame.toString(index + 9, size - 9, StandardCharsets.US_ASCII);
    for (String mechanism : list.split("\0", -1)) {
      if (!mechanism.isEmpty() && !mechanism.endsWith("-PLUS")) {
        out.writeCharSequence(mechanism, StandardCharsets.US_ASCII);
        out.writeByte(0);
      }
    }
    out.writeByte(0);
    out.setInt(1, out.readableBytes() - 1);
    return out;
  }
}
