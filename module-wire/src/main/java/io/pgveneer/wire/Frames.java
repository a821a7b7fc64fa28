package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.pgveneer.api.TransactionStatus;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the frontend's messages that the front door sends of its own, and reads rows sent in
/// answer.
///
/// Source: PostgreSQL manual, "Message Formats".
final class Frames {
  private Frames() {}

  private static int open(ByteBuf out, char type) {
    out.writeByte(type);
    int at = out.writerIndex();
    out.writeInt(0);
    return at;
  }

  private static void close(ByteBuf out, int at) {
    out.setInt(at, out.writerIndex() - at);
  }

  private static void string(ByteBuf out, CharSequence text, Charset charset) {
    if (charset.equals(StandardCharsets.UTF_8)) {
      ByteBufUtil.writeUtf8(out, text);
    } else {
      out.writeCharSequence(text, charset);
    }
    out.writeByte(0);
  }

  /// CommandComplete; the caller owns it.
  static ByteBuf commandComplete(ByteBufAllocator allocator, String tag) {
    ByteBuf out = allocator.buffer();
    int at = open(out, 'C');
    string(out, tag, StandardCharsets.UTF_8);
    close(out, at);
    return out;
  }

  /// ReadyForQuery; the caller owns it.
  static ByteBuf ready(ByteBufAllocator allocator, TransactionStatus status) {
    ByteBuf out = allocator.buffer(6);
    int at = open(out, 'Z');
    out.writeByte(status.code());
    close(out, at);
    return out;
  }

  static void query(ByteBuf out, String text, Charset charset) {
    int at = open(out, 'Q');
    string(out, text, charset);
    close(out, at);
  }

  /// @param types OIDs of the parameters' types, 0 for those left to the backend
  static void parse(ByteBuf out, String name, String sql, List<Integer> types, Charset charset) {
    int at = open(out, 'P');
    string(out, name, charset);
    string(out, sql, charset);
    out.writeShort(types.size());
    for (int type : types) {
      out.writeInt(type);
    }
    close(out, at);
  }

  /// Binds; results in text format.
  static void bind(
      ByteBuf out, String portal, String name, List<Parameter> parameters, Charset charset) {
    int at = open(out, 'B');
    string(out, portal, charset);
    string(out, name, charset);
    out.writeShort(parameters.size());
    for (Parameter parameter : parameters) {
      out.writeShort(parameter.format());
    }
    out.writeShort(parameters.size());
    for (Parameter parameter : parameters) {
      parameter.write(out);
    }
    out.writeShort(0);
    close(out, at);
  }

  /// @param what 'S' for a statement, 'P' for a portal
  static void describe(ByteBuf out, char what, String name, Charset charset) {
    named(out, 'D', what, name, charset);
  }

  /// @param what 'S' for a statement, 'P' for a portal
  static void close(ByteBuf out, char what, String name, Charset charset) {
    named(out, 'C', what, name, charset);
  }

  private static void named(ByteBuf out, char type, char what, String name, Charset charset) {
    int at = open(out, type);
    out.writeByte(what);
    string(out, name, charset);
    close(out, at);
  }

  static void execute(ByteBuf out, String portal, Charset charset) {
    int at = open(out, 'E');
    string(out, portal, charset);
    out.writeInt(0);
    close(out, at);
  }

  static void flush(ByteBuf out) {
    close(out, open(out, 'H'));
  }

  static void sync(ByteBuf out) {
    close(out, open(out, 'S'));
  }

  static ByteBuf terminate(ByteBufAllocator allocator) {
    ByteBuf out = allocator.buffer(5);
    close(out, open(out, 'X'));
    return out;
  }

  /// The values of a DataRow in text format.
  ///
  /// Shape: int16 n, (int32 length or -1, bytes)*.
  static List<@Nullable String> row(ByteBuf frame, int index, Charset charset) {
    int columns = frame.getShort(index + 5);
    @Nullable String[] values = new String[columns];
    int at = index + 7;
    for (int i = 0; i < columns; i++) {
      int length = frame.getInt(at);
      at += 4;
      if (length >= 0) {
        values[i] = frame.toString(at, length, charset);
        at += length;
      }
    }
    return java.util.Arrays.asList(values);
  }
}
