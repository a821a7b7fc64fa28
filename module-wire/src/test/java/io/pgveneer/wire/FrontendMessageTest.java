package io.pgveneer.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Messages written by hand, whole, cut short at each byte, too long and garbled.
class FrontendMessageTest {
  private static final int ROUNDS = Integer.getInteger("pgveneer.fuzz", 20_000);
  private static final Charset UTF8 = StandardCharsets.UTF_8;

  /// Reads a frame that begins at an index.
  @FunctionalInterface
  private interface Reader {
    @Nullable Object read(ByteBuf frame, int index, int size, Charset charset);
  }

  private static final String QUERY = "51 0000000e 53454c454354203100";
  private static final String PARSE = "50 00000015 7300 24312c243200 0002 00000017 00000000";
  private static final String BIND =
      "42 00000021 7000 7300 0002 0000 0001 0003 00000001 61 ffffffff 00000000 0001 0001";
  private static final String DESCRIBE = "44 00000007 53 7300";
  private static final String EXECUTE = "45 0000000a 7000 00000002";

  static Stream<Arguments> messages() {
    return Stream.of(
        Arguments.of(QUERY, (Reader) FrontendMessage.Query::read),
        Arguments.of(PARSE, (Reader) FrontendMessage.Parse::read),
        Arguments.of(BIND, (Reader) FrontendMessageTest::parameters),
        Arguments.of(DESCRIBE, (Reader) FrontendMessage.Named::read),
        Arguments.of(EXECUTE, (Reader) FrontendMessage.Execute::read));
  }

  private static @Nullable Object parameters(ByteBuf frame, int index, int size, Charset charset) {
    return FrontendMessage.Bind.read(frame, index, size, charset) == null
        ? null
        : FrontendMessage.Bind.parameters(frame, index, size, charset);
  }

  private static byte[] bytes(String hex) {
    return ByteBufUtil.decodeHexDump(hex.replace(" ", ""));
  }

  /// Reads it between bytes of others, which it must not look at.
  private static @Nullable Object read(Reader reader, byte[] message) {
    ByteBuf frame = Unpooled.buffer().writeInt(-1).writeBytes(message).writeInt(-1);
    return reader.read(frame, Integer.BYTES, message.length, UTF8);
  }

  @Test
  void shouldReadWhatTheManualSays() {
    assertThat(read(FrontendMessage.Query::read, bytes(QUERY)))
        .isEqualTo(new FrontendMessage.Query("SELECT 1"));
    assertThat(read(FrontendMessage.Parse::read, bytes(PARSE)))
        .isEqualTo(new FrontendMessage.Parse("s", "$1,$2", List.of(23, 0)));
    assertThat(read(FrontendMessage.Bind::read, bytes(BIND)))
        .isEqualTo(new FrontendMessage.Bind("p", "s"));
    assertThat(read(FrontendMessage.Named::read, bytes(DESCRIBE)))
        .isEqualTo(new FrontendMessage.Named('S', "s"));
    assertThat(read(FrontendMessage.Execute::read, bytes(EXECUTE)))
        .isEqualTo(new FrontendMessage.Execute("p", 2));
  }

  @Test
  void shouldReadParametersInTheirFormats() {
    String three = "42 00000023 0000 0003 0000 0001 0001 0003 00000001 61 ffffffff 00000000 0000";
    String one = "42 0000001f 0000 0001 0001 0003 00000001 61 ffffffff 00000000 0000";
    String none = "42 0000001d 0000 0000 0003 00000001 61 ffffffff 00000000 0000";
    assertThat(written(three)).isEqualTo("0:0000000161 1:ffffffff 1:00000000");
    assertThat(written(one)).isEqualTo("1:0000000161 1:ffffffff 1:00000000");
    assertThat(written(none)).isEqualTo("0:0000000161 0:ffffffff 0:00000000");
    assertThat(read(FrontendMessageTest::parameters, bytes(BIND))).isNull();
  }

  private static String written(String message) {
    byte[] frame = bytes(message);
    List<Parameter> parameters =
        FrontendMessage.Bind.parameters(Unpooled.wrappedBuffer(frame), 0, frame.length, UTF8);
    assertThat(parameters).isNotNull();
    StringBuilder text = new StringBuilder();
    for (Parameter parameter : parameters) {
      ByteBuf out = Unpooled.buffer();
      parameter.write(out);
      text.append(' ').append(parameter.format()).append(':').append(ByteBufUtil.hexDump(out));
    }
    return text.substring(1);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void shouldReadNoneThatIsCutShort(String hex, Reader reader) {
    byte[] message =
        bytes(hex.equals(BIND) ? BIND.replace("0002 0000 0001 0003", "0000 0003") : hex);
    int needed = hex.equals(BIND) ? message.length - 4 : message.length;
    for (int size = 5; size <= message.length; size++) {
      byte[] part = Arrays.copyOf(message, size);
      assertThat(read(reader, part) == null).as("%s of %s", size, hex).isEqualTo(size < needed);
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void shouldReadAnyBytesWithoutHarm(String hex, Reader reader) {
    Random random = new Random(4711);
    byte[] message = bytes(hex);
    int sound = 0;
    for (int i = 0; i < ROUNDS; i++) {
      byte[] garbled = Arrays.copyOf(message, 5 + random.nextInt(2 * message.length));
      for (int changes = random.nextInt(4); changes > 0 && garbled.length > 5; changes--) {
        garbled[5 + random.nextInt(garbled.length - 5)] = (byte) random.nextInt();
      }
      sound += read(reader, garbled) == null ? 0 : 1;
    }
    assertThat(sound).isLessThan(ROUNDS);
  }
}
