package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.pgveneer.api.SqlError;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The fields of an ErrorResponse or NoticeResponse, by field type, in the order they came.
///
/// Shape: (byte type, value cstring)*, 0.
/// Source: PostgreSQL manual, "Error and Notice Message Fields".
final class Fields {
  static final char SEVERITY = 'S';
  static final char SEVERITY_ENGLISH = 'V';
  static final char SQL_STATE = 'C';
  static final char MESSAGE = 'M';
  static final char DETAIL = 'D';
  static final char HINT = 'H';
  static final char POSITION = 'P';
  static final char INTERNAL_POSITION = 'p';
  static final char INTERNAL_QUERY = 'q';
  static final char CONTEXT = 'W';
  static final char ROUTINE = 'R';

  private Fields() {}

  /// @param size of the whole frame, type and length included
  static Map<Character, String> decode(ByteBuf frame, int index, int size, Charset charset) {
    Map<Character, String> fields = new LinkedHashMap<>();
    int end = index + size;
    int at = index + 5;
    while (at < end && frame.getByte(at) != 0) {
      int stop = frame.indexOf(at + 1, end, (byte) 0);
      if (stop < 0) {
        break;
      }
      fields.put((char) (frame.getByte(at) & 0xff), frame.toString(at + 1, stop - at - 1, charset));
      at = stop + 1;
    }
    return fields;
  }

  static ByteBuf encode(
      ByteBufAllocator allocator, byte type, Map<Character, String> fields, Charset charset) {
    ByteBuf out = allocator.buffer(256);
    out.writeByte(type);
    out.writeInt(0);
    fields.forEach(
        (field, value) -> {
          out.writeByte(field);
          out.writeCharSequence(value, charset);
          out.writeByte(0);
        });
    out.writeByte(0);
    out.setInt(1, out.readableBytes() - 1);
    return out;
  }

  /// An error of our own, as the backend would write it.
  ///
  /// @param position 1-based in characters, 0 for none
  static Map<Character, String> of(String severity, SqlError error, int position) {
    Map<Character, String> fields = new LinkedHashMap<>();
    fields.put(SEVERITY, severity);
    fields.put(SEVERITY_ENGLISH, severity);
    fields.put(SQL_STATE, error.sqlState());
    fields.put(MESSAGE, error.message());
    putUnlessNull(fields, DETAIL, error.detail());
    putUnlessNull(fields, HINT, error.hint());
    if (position > 0) {
      fields.put(POSITION, Integer.toString(position));
    }
    return fields;
  }

  static Map<Character, String> fatal(String sqlState, String message) {
    return of("FATAL", new SqlError(sqlState, message, null, null, 0), 0);
  }

  private static void putUnlessNull(
      Map<Character, String> fields, char field, @Nullable String value) {
    if (value != null) {
      fields.put(field, value);
    }
  }

  /// Whether the session ends with this error.
  static boolean isFatal(Map<Character, String> fields) {
    String severity = fields.getOrDefault(SEVERITY_ENGLISH, fields.getOrDefault(SEVERITY, ""));
    return severity.equals("FATAL") || severity.equals("PANIC");
  }
}
