package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// One parameter's value of a Bind, as the client sent it. A heap copy: nothing to release.
final class Parameter {
  private final int format;
  private final byte @Nullable [] bytes;

  /// @param format 0 text, 1 binary
  /// @param bytes null for NULL; kept, not copied
  Parameter(int format, byte @Nullable [] bytes) {
    this.format = format;
    this.bytes = bytes;
  }

  int format() {
    return format;
  }

  /// Shape: int32 length or -1, bytes.
  void write(ByteBuf out) {
    if (bytes == null) {
      out.writeInt(-1);
    } else {
      out.writeInt(bytes.length);
      out.writeBytes(bytes);
    }
  }
}
