package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Those messages of a client that the front door looks into. Their readers answer null for what
/// the backend is certain to refuse as malformed: it is passed on for the backend to say so.
sealed interface FrontendMessage {
  /// Shape: query cstring.
  record Query(String text) implements FrontendMessage {
    static @Nullable Query read(ByteBuf frame, int index, int size, Charset charset) {
      Reader in = new Reader(frame, index, size, charset);
      String text = in.string();
      return text == null || !in.isAtEnd() ? null : new Query(text);
    }
  }

  /// Shape: name cstring, query cstring, int16 n, `int32[n]` OIDs.
  record Parse(String name, String sql, List<Integer> types) implements FrontendMessage {
    static @Nullable Parse read(ByteBuf frame, int index, int size, Charset charset) {
      Reader in = new Reader(frame, index, size, charset);
      String name = in.string();
      String sql = in.string();
      int count = in.unsignedShort();
      if (name == null || sql == null || count < 0 || in.left() != 4 * count) {
        return null;
      }
      List<Integer> types = count == 0 ? List.of() : new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        types.add(in.integer());
      }
      return new Parse(name, sql, types);
    }
  }

  /// The head of a Bind; [#parameters] reads on.
  ///
  /// Shape: portal cstring, statement cstring, int16 n, `int16[n]` formats, int16 m, (int32 length,
  /// bytes)*, int16 k, `int16[k]` result formats.
  record Bind(String portal, String statement) implements FrontendMessage {
    static @Nullable Bind read(ByteBuf frame, int index, int size, Charset charset) {
      Reader in = new Reader(frame, index, size, charset);
      String portal = in.string();
      String statement = in.string();
      return portal == null || statement == null ? null : new Bind(portal, statement);
    }

    /// All parameters, or null where the message is malformed.
    static @Nullable List<Parameter> parameters(
        ByteBuf frame, int index, int size, Charset charset) {
      Reader in = new Reader(frame, index, size, charset);
      in.string();
      in.string();
      int formats = in.unsignedShort();
      if (formats < 0 || in.left() < 2 * formats) {
        return null;
      }
      int[] format = new int[formats];
      for (int i = 0; i < formats; i++) {
        format[i] = in.unsignedShort();
      }
      int count = in.unsignedShort();
      if (count < 0 || (formats > 1 && formats != count)) {
        return null;
      }
      List<Parameter> parameters = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        int of = formats == 0 ? 0 : format[formats == 1 ? 0 : i];
        if (!in.parameter(of, parameters)) {
          return null;
        }
      }
      return parameters;
    }
  }

  /// Describe or Close.
  ///
  /// Shape: byte 'S' or 'P', name cstring.
  record Named(char what, String name) implements FrontendMessage {
    static @Nullable Named read(ByteBuf frame, int index, int size, Charset charset) {
      if (size < 6) {
        return null;
      }
      Reader in = new Reader(frame, index + 1, size - 1, charset);
      String name = in.string();
      char what = (char) (frame.getByte(index + 5) & 0xff);
      boolean sound = name != null && in.isAtEnd() && (what == 'S' || what == 'P');
      return sound && name != null ? new Named(what, name) : null;
    }
  }

  /// Shape: portal cstring, int32 row limit.
  record Execute(String portal, int maxRows) implements FrontendMessage {
    static @Nullable Execute read(ByteBuf frame, int index, int size, Charset charset) {
      Reader in = new Reader(frame, index, size, charset);
      String portal = in.string();
      return portal == null || in.left() != 4 ? null : new Execute(portal, in.integer());
    }
  }

  /// Reads on in one frame's body and never beyond it.
  final class Reader {
    private final ByteBuf frame;
    private final int end;
    private final Charset charset;
    private int at;

    Reader(ByteBuf frame, int index, int size, Charset charset) {
      this.frame = frame;
      this.end = index + size;
      this.charset = charset;
      this.at = index + 5;
    }

    @Nullable String string() {
      int stop = at > end ? -1 : frame.indexOf(at, end, (byte) 0);
      if (stop < 0) {
        at = end + 1;
        return null;
      }
      String text = Texts.decode(frame, at, stop - at, charset);
      at = stop + 1;
      return text;
    }

    int left() {
      return end - at;
    }

    boolean isAtEnd() {
      return at == end;
    }

    /// -1 where there is none.
    int unsignedShort() {
      if (left() < 2) {
        at = end + 1;
        return -1;
      }
      at += 2;
      return frame.getUnsignedShort(at - 2);
    }

    int integer() {
      at += 4;
      return frame.getInt(at - 4);
    }

    boolean parameter(int format, List<Parameter> parameters) {
      if (left() < 4) {
        return false;
      }
      int length = integer();
      if (length > left()) {
        return false;
      }
      byte[] bytes = null;
      if (length >= 0) {
        bytes = new byte[length];
        frame.getBytes(at, bytes);
        at += length;
      }
      parameters.add(new Parameter(format, bytes));
      return true;
    }
  }
}
