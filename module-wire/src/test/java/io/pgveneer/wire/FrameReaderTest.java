package io.pgveneer.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.pgveneer.wire.metrics.WireMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
  private static final int ROUNDS = Integer.getInteger("pgveneer.fuzz", 2_000);

  /// `Q` whole, `d` streamed, `x` thrown away, `w` waits until told.
  private static final class Recorder implements FrameSink {
    final List<String> whole = new ArrayList<>();
    final StringBuilder streamed = new StringBuilder();
    boolean waiting = true;
    boolean exhausted;
    String violation = "";

    @Override
    public Disposition begin(byte type, int length) throws ProtocolViolation {
      if (length < 4) {
        throw new ProtocolViolation("invalid message length");
      }
      return switch (type) {
        case 'd' -> Disposition.STREAM;
        case 'x' -> Disposition.DISCARD;
        case 'w' -> waiting ? Disposition.WAIT : Disposition.WHOLE;
        default -> Disposition.WHOLE;
      };
    }

    @Override
    public boolean frame(byte type, ByteBuf buffer, int index, int size) {
      if (exhausted) {
        throw new OutOfMemoryError();
      }
      whole.add(ByteBufUtil.hexDump(buffer, index, size));
      return true;
    }

    @Override
    public void stretch(ByteBuf buffer, int index, int size) {
      streamed.append(ByteBufUtil.hexDump(buffer, index, size));
    }

    @Override
    public void readComplete() {}

    @Override
    public void violated(ProtocolViolation broken) {
      violation = broken.text();
    }

    @Override
    public void gone() {}

    @Override
    public void writabilityChanged() {}
  }

  private static final String QUERY = "51" + "00000007" + "616200";
  private static final String DATA = "64" + "00000009" + "3132333435";
  private static final String SKIPPED = "78" + "00000006" + "ffff";
  private static final String EMPTY = "53" + "00000004";
  private static final String WAITS = "77" + "00000005" + "2a";

  private final Recorder recorder = new Recorder();
  private final FrameReader reader = new FrameReader(WireMetrics.unseen().client(), recorder);
  private final EmbeddedChannel channel = new EmbeddedChannel(reader);

  private void read(String hex) {
    channel.writeInbound(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex)));
  }

  @Test
  void shouldCutFramesInEverySplit() {
    String all = QUERY + DATA + SKIPPED + EMPTY + DATA + QUERY;
    for (int cut = 0; cut <= all.length(); cut += 2) {
      recorder.whole.clear();
      recorder.streamed.setLength(0);
      read(all.substring(0, cut));
      read(all.substring(cut));
      assertThat(recorder.whole).containsExactly(QUERY, EMPTY, QUERY);
      assertThat(recorder.streamed).hasToString(DATA + DATA);
    }
    assertThat(channel.finish()).isFalse();
  }

  @Test
  void shouldCutFramesFromSingleBytes() {
    String all = QUERY + DATA + SKIPPED + EMPTY;
    for (int at = 0; at < all.length(); at += 2) {
      read(all.substring(at, at + 2));
    }
    assertThat(recorder.whole).containsExactly(QUERY, EMPTY);
    assertThat(recorder.streamed).hasToString(DATA);
    assertThat(channel.finish()).isFalse();
  }

  @Test
  void shouldKeepWhatMustWaitAndGoOnWhenResumed() {
    read(QUERY + WAITS + DATA);
    read(QUERY);
    assertThat(recorder.whole).containsExactly(QUERY);
    assertThat(reader.waiting()).isEqualTo((WAITS.length() + DATA.length() + QUERY.length()) / 2);
    reader.resume();
    assertThat(reader.isStopped()).isTrue();
    recorder.waiting = false;
    reader.resume();
    assertThat(recorder.whole).containsExactly(QUERY, WAITS, QUERY);
    assertThat(recorder.streamed).hasToString(DATA);
    assertThat(channel.finish()).isFalse();
  }

  @Test
  void shouldReportANegativeLengthAndTakeNothingMore() {
    read(QUERY + "51" + "80000000" + QUERY);
    read(QUERY);
    assertThat(recorder.violation).isEqualTo("invalid message length");
    assertThat(recorder.whole).containsExactly(QUERY);
    assertThat(channel.finish()).isFalse();
  }

  @Test
  void shouldTellThatThereIsNoMemoryForAMessage() {
    recorder.exhausted = true;
    read(QUERY + QUERY);
    read(QUERY);
    assertThat(recorder.violation).isEqualTo("out of memory");
    assertThat(recorder.whole).isEmpty();
    assertThat(channel.finish()).isFalse();
  }

  @Test
  void shouldSurviveRandomBytes() {
    Random random = new Random(4711);
    for (int round = 0; round < ROUNDS; round++) {
      EmbeddedChannel fresh =
          new EmbeddedChannel(new FrameReader(WireMetrics.unseen().client(), new Recorder()));
      for (int part = 0; part < 5; part++) {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        fresh.writeInbound(Unpooled.wrappedBuffer(bytes));
      }
      assertThat(fresh.finish()).isFalse();
    }
  }
}
