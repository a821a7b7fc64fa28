package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import io.pgveneer.api.ColumnOrigin;
import io.pgveneer.api.Plan;
import io.pgveneer.api.TransactionStatus;
import io.pgveneer.spi.SessionPlanner;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.StatementClass;
import io.pgveneer.wire.metrics.WireMetrics;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What the decoder and the relay cost without sockets and without planning: a session between two
/// channels in memory. It is in the front door's package, whose classes no other may use, and runs
/// on the class path.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RelayBenchmark {
  private static final int ROWS = 100;
  private static final String SQL = "SELECT abalance FROM pgbench_accounts WHERE aid = $1";

  private final PooledByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;
  private EmbeddedChannel decoder;
  private EmbeddedChannel client;
  private EmbeddedChannel backend;
  private byte[] query;
  private byte[] queryAnswer;
  private byte[] execution;
  private byte[] executionAnswer;
  private byte[] rows;

  @Setup
  public void open() {
    decoder = new EmbeddedChannel(new FrameReader(WireMetrics.unseen().client(), new Counter()));
    WireSettings settings =
        WireSettings.of(
            new InetSocketAddress("127.0.0.1", 0), "127.0.0.1", 1, (p, v) -> new Passing());
    Door door = new Door(settings, Transport.best());
    FrameReader fromClient = new FrameReader(settings.metrics().client(), new Counter());
    FrameReader fromBackend = new FrameReader(settings.metrics().database(), new Counter());
    client = new EmbeddedChannel(fromClient);
    backend = new EmbeddedChannel(fromBackend);
    Link link = new Link(door, client, backend, fromClient, fromBackend);
    link.open(new Session(link, new Passing(), StandardCharsets.UTF_8));
    writeMessages();
    send(client, parse());
    send(backend, bytes(out -> frame(out, '1', new byte[0])));
    relayed(client, execution);
    relayed(backend, executionAnswer);
  }

  private interface Writer {
    void write(ByteBuf out);
  }

  private byte[] bytes(Writer writer) {
    ByteBuf out = allocator.heapBuffer();
    writer.write(out);
    byte[] written = new byte[out.readableBytes()];
    out.readBytes(written).release();
    return written;
  }

  private byte[] parse() {
    return bytes(out -> Frames.parse(out, "s", SQL, List.of(23), StandardCharsets.UTF_8));
  }

  private void writeMessages() {
    Parameter number = new Parameter(0, "4711".getBytes(StandardCharsets.US_ASCII));
    query = bytes(out -> Frames.query(out, SQL, StandardCharsets.UTF_8));
    execution =
        bytes(
            out -> {
              Frames.bind(out, "", "s", List.of(number), StandardCharsets.UTF_8);
              Frames.describe(out, 'P', "", StandardCharsets.UTF_8);
              Frames.execute(out, "", StandardCharsets.UTF_8);
              Frames.sync(out);
            });
    byte[] row = new byte[40];
    byte[] columns =
        new byte[] {0, 1, 'a', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 23, 0, 4, -1, -1, -1, -1, 0, 0};
    Writer answer =
        out -> {
          frame(out, 'T', columns);
          frame(out, 'D', row);
          frame(out, 'C', "SELECT 1\0".getBytes(StandardCharsets.US_ASCII));
          frame(out, 'Z', new byte[] {'I'});
        };
    queryAnswer = bytes(answer);
    executionAnswer =
        bytes(
            out -> {
              frame(out, '2', new byte[0]);
              answer.write(out);
            });
    rows =
        bytes(
            out -> {
              for (int i = 0; i < ROWS; i++) {
                frame(out, 'D', row);
              }
            });
  }

  private static void frame(ByteBuf out, char type, byte[] body) {
    out.writeByte(type).writeInt(Integer.BYTES + body.length).writeBytes(body);
  }

  /// The relay is not to be measured where it does not relay.
  private void relayed(EmbeddedChannel from, byte[] message) {
    if (send(from, message) != message.length) {
      throw new IllegalStateException("not all has been relayed");
    }
  }

  /// @return how many bytes came out
  private int send(EmbeddedChannel to, byte[] message) {
    to.writeInbound(allocator.directBuffer(message.length).writeBytes(message));
    return drain(client) + drain(backend);
  }

  private static int drain(EmbeddedChannel channel) {
    int bytes = 0;
    ByteBuf out = channel.readOutbound();
    while (out != null) {
      bytes += out.readableBytes();
      ReferenceCountUtil.release(out);
      out = channel.readOutbound();
    }
    return bytes;
  }

  /// A hundred rows of 45 bytes cut into frames, and no more.
  @Benchmark
  public void decodeRows() {
    decoder.writeInbound(allocator.directBuffer(rows.length).writeBytes(rows));
  }

  /// A hundred rows of 45 bytes on their way to the client.
  @Benchmark
  public void relayRows() {
    send(backend, rows);
  }

  /// A Query and its answer of one row.
  @Benchmark
  public void relayQuery() {
    send(client, query);
    send(backend, queryAnswer);
  }

  /// Bind, Describe, Execute and Sync in one batch, and their answers with one row.
  @Benchmark
  public void relayExecution() {
    send(client, execution);
    send(backend, executionAnswer);
  }

  /// Streams everything to nowhere.
  private static final class Counter implements FrameSink {
    private long bytes;

    @Override
    public Disposition begin(byte type, int length) {
      return Disposition.STREAM;
    }

    @Override
    public boolean frame(byte type, ByteBuf buffer, int index, int size) {
      return true;
    }

    @Override
    public void stretch(ByteBuf buffer, int index, int size) {
      bytes += size;
    }

    @Override
    public void readComplete() {}

    @Override
    public void violated(ProtocolViolation violation) {
      throw new IllegalStateException(violation.text());
    }

    @Override
    public void gone() {}

    @Override
    public void writabilityChanged() {}
  }

  /// Knows all statements, and changes none.
  private static final class Passing implements SessionPlanner {
    private final Plan plan = Plan.passThrough(StatementClass.QUERY, "benchmark", SQL, false);
    private final List<Extent> whole = List.of(new Extent(0, SQL.length()));

    @Override
    public @Nullable String pending(TransactionStatus transaction) {
      return null;
    }

    @Override
    public void answered(List<List<@Nullable String>> answer) {}

    @Override
    public void unanswered(String sqlState, String message) {}

    @Override
    public List<Extent> split(String text) {
      return whole;
    }

    @Override
    public Plan plan(String sql, TransactionStatus transaction, boolean prepared) {
      return plan;
    }

    @Override
    public boolean isCurrent(Plan old) {
      return true;
    }

    @Override
    public boolean notice(Map<Character, String> fields) {
      return false;
    }

    @Override
    public void completed(Plan done, String tag) {}

    @Override
    public void failed(@Nullable Plan failed, Map<Character, String> fields) {}

    @Override
    public void ready(TransactionStatus transaction) {}

    @Override
    public void parameter(String name, String value) {}

    @Override
    public @Nullable ColumnOrigin origin(int relationOid, int attributeNumber) {
      return null;
    }

    @Override
    public String clientText(String text) {
      return text;
    }

    @Override
    public void close() {}
  }
}
