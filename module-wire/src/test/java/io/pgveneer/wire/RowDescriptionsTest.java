package io.pgveneer.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.pgveneer.api.ColumnOrigin;
import io.pgveneer.api.Plan;
import io.pgveneer.sql.StatementClass;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowDescriptionsTest {
  /// @param origins table and attribute of each column, which are named a, b, …
  private static ByteBuf frame(int... origins) {
    ByteBuf frame = Unpooled.buffer().writeByte('T').writeInt(0).writeShort(origins.length / 2);
    for (int i = 0; i < origins.length; i += 2) {
      frame.writeByte('a' + i / 2).writeByte(0).writeInt(origins[i]).writeShort(origins[i + 1]);
      frame.writeInt(23).writeShort(4).writeInt(-1).writeShort(0);
    }
    return frame.setInt(1, frame.writerIndex() - 1);
  }

  private static Plan plan(@Nullable ColumnOrigin... origins) {
    return Plan.passThrough(StatementClass.QUERY, "fake", "SELECT", false)
        .withOrigins(Arrays.asList(origins));
  }

  private static String told(ByteBuf frame, @Nullable Plan plan) {
    RowDescriptions.setOrigins(frame, 0, frame.readableBytes(), new FakePlanner(), plan);
    return ByteBufUtil.hexDump(frame);
  }

  @Test
  void shouldPutTheTableInThePlaceOfTheView() {
    assertThat(told(frame(4711, 3, 99, 1), null))
        .isEqualTo(ByteBufUtil.hexDump(frame(42, 3, 99, 1)));
  }

  @Test
  void shouldAddWhatThePlanKnowsAndTheBackendDoesNot() {
    Plan plan = plan(new ColumnOrigin(7, 1), null, new ColumnOrigin(7, 2), new ColumnOrigin(7, 3));

    assertThat(told(frame(0, 0, 0, 0, 4711, 5), plan))
        .isEqualTo(ByteBufUtil.hexDump(frame(7, 1, 0, 0, 42, 5)));
  }

  @Test
  void shouldLeaveColumnsThatComeFromNoTable() {
    ByteBuf frame = frame(0, 0, 0, 0);
    String before = ByteBufUtil.hexDump(frame);

    assertThat(told(frame, plan())).isEqualTo(before);
    assertThat(RowDescriptions.signature(frame, 0, frame.readableBytes(), StandardCharsets.UTF_8))
        .isEqualTo("a\0" + "23 -1\0" + "b\0" + "23 -1\0");
  }
}
