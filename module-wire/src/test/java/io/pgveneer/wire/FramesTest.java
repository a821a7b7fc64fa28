package io.pgveneer.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.pgveneer.api.TransactionStatus;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What the front door sends of its own, against bytes written by hand.
class FramesTest {
  private static final Charset UTF8 = StandardCharsets.UTF_8;

  private static String hex(Consumer<ByteBuf> writer) {
    ByteBuf out = Unpooled.buffer();
    writer.accept(out);
    return ByteBufUtil.hexDump(out);
  }

  private static String bytes(String spaced) {
    return spaced.replace(" ", "");
  }

  @Test
  void shouldWriteWhatTheManualSays() {
    List<Parameter> parameters = List.of(new Parameter(1, new byte[] {7}), new Parameter(0, null));
    assertThat(hex(out -> Frames.query(out, "é", UTF8))).isEqualTo(bytes("51 00000007 c3a900"));
    assertThat(hex(out -> Frames.query(out, "é", StandardCharsets.ISO_8859_1)))
        .isEqualTo(bytes("51 00000006 e900"));
    assertThat(hex(out -> Frames.parse(out, "s", "x", List.of(23), UTF8)))
        .isEqualTo(bytes("50 0000000e 7300 7800 0001 00000017"));
    assertThat(hex(out -> Frames.bind(out, "p", "s", parameters, UTF8)))
        .isEqualTo(bytes("42 0000001b 7000 7300 0002 0001 0000 0002 00000001 07 ffffffff 0000"));
    assertThat(hex(out -> Frames.describe(out, 'P', "p", UTF8)))
        .isEqualTo(bytes("44 00000007 50 7000"));
    assertThat(hex(out -> Frames.close(out, 'S', "", UTF8))).isEqualTo(bytes("43 00000006 53 00"));
    assertThat(hex(out -> Frames.execute(out, "p", UTF8)))
        .isEqualTo(bytes("45 0000000a 7000 00000000"));
    assertThat(hex(Frames::flush)).isEqualTo(bytes("48 00000004"));
    assertThat(hex(Frames::sync)).isEqualTo(bytes("53 00000004"));
  }

  @Test
  void shouldWriteAnswersAsTheDatabaseDoes() {
    ByteBufAllocator heap = Unpooled.buffer().alloc();
    assertThat(released(Frames.commandComplete(heap, "A 1")))
        .isEqualTo(bytes("43 00000008 41203100"));
    assertThat(released(Frames.ready(heap, TransactionStatus.FAILED)))
        .isEqualTo(bytes("5a 00000005 45"));
    assertThat(released(Frames.terminate(heap))).isEqualTo(bytes("58 00000004"));
  }

  private static String released(ByteBuf frame) {
    String hex = ByteBufUtil.hexDump(frame);
    frame.release();
    return hex;
  }

  @Test
  void shouldReadTheRowsOfItsOwnQueries() {
    byte[] row = ByteBufUtil.decodeHexDump(bytes("44 00000015 0003 00000001 61 ffffffff 00000000"));
    assertThat(Frames.row(Unpooled.wrappedBuffer(row), 0, UTF8)).containsExactly("a", null, "");
  }

  @Test
  void shouldReadErrorsAndWriteThemAsTheyCame() {
    String error = bytes("45 0000001a 534552524f5200 433432363031 00 4dc3a900 503700 00");
    ByteBuf frame = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(error));
    Map<Character, String> fields = Fields.decode(frame, 0, frame.readableBytes(), UTF8);
    assertThat(fields).isEqualTo(Map.of('S', "ERROR", 'C', "42601", 'M', "é", 'P', "7"));
    ByteBuf again = Fields.encode(frame.alloc(), (byte) 'E', fields, UTF8);
    assertThat(released(again)).isEqualTo(error);
  }

  @Test
  void shouldReadErrorsThatBreakOff() {
    byte[] error = ByteBufUtil.decodeHexDump("4500000017534552524f52004334323630310000");
    for (int size = 5; size <= error.length; size++) {
      assertThat(Fields.decode(Unpooled.wrappedBuffer(error, 0, size), 0, size, UTF8))
          .hasSizeLessThanOrEqualTo(2);
    }
  }
}
