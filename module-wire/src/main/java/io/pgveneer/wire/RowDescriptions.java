package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import io.pgveneer.api.ColumnOrigin;
import io.pgveneer.api.Plan;
import io.pgveneer.spi.SessionPlanner;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where result columns come from.
///
/// Shape: int16 n, (name cstring, int32 table, int16 attribute, int32 type, int16 size, int32
/// modifier, int16 format)*.
final class RowDescriptions {
  private RowDescriptions() {}

  /// Names, types and type modifiers, in a form that is equal where PostgreSQL takes two results
  /// for of one kind. Empty for no columns, as for a statement that has no result.
  static String signature(ByteBuf buffer, int index, int size, Charset charset) {
    StringBuilder text = new StringBuilder();
    int end = index + size;
    int at = index + 7;
    while (at < end) {
      int nul = buffer.indexOf(at, end, (byte) 0);
      if (nul < 0 || nul + 19 > end) {
        break;
      }
      text.append(buffer.toString(at, nul - at, charset)).append('\0');
      text.append(buffer.getInt(nul + 7)).append(' ').append(buffer.getInt(nul + 13)).append('\0');
      at = nul + 19;
    }
    return text.toString();
  }

  /// Puts what the client should see in the place of our views, in the buffer itself: no length
  /// changes.
  ///
  /// @param plan of the statement, which may know more than the backend; null where there is none
  static void setOrigins(
      ByteBuf buffer, int index, int size, SessionPlanner planner, @Nullable Plan plan) {
    List<@Nullable ColumnOrigin> known = plan == null ? List.of() : plan.origins();
    int column = 0;
    int end = index + size;
    int at = index + 7;
    while (at < end) {
      int nul = buffer.indexOf(at, end, (byte) 0);
      if (nul < 0 || nul + 19 > end) {
        return;
      }
      int relation = buffer.getInt(nul + 1);
      ColumnOrigin origin =
          relation != 0
              ? planner.origin(relation, buffer.getShort(nul + 5))
              : column < known.size() ? known.get(column) : null;
      if (origin != null) {
        buffer.setInt(nul + 1, origin.relationOid());
        buffer.setShort(nul + 5, origin.attributeNumber());
      }
      column++;
      at = nul + 19;
    }
  }
}
