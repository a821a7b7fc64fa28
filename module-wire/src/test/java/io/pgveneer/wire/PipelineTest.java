package io.pgveneer.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Pipelines to a database that takes its time.
@Timeout(60)
class PipelineTest {
  private static final byte[] READY = {'Z', 0, 0, 0, 5, 'I'};
  private static final int SYNC_SIZE = 5;
  private static final byte[] DATA = new byte[64 * 1024];
  private static final int DATA_FRAMES = 4_000;

  private record Database(Socket socket, DataInputStream in, DataOutputStream out)
      implements AutoCloseable {
    static Database accept(ServerSocket server) throws IOException {
      Socket socket = server.accept();
      Database accepted =
          new Database(
              socket,
              new DataInputStream(socket.getInputStream()),
              new DataOutputStream(socket.getOutputStream()));
      accepted.skipPacket();
      accepted.out.write('N');
      accepted.skipPacket();
      accepted.out.write(new byte[] {'R', 0, 0, 0, 8, 0, 0, 0, 0});
      accepted.out.write(READY);
      return accepted;
    }

    private void skipPacket() throws IOException {
      in.skipNBytes(in.readInt() - Integer.BYTES);
    }

    /// Reads all that comes before there is a pause.
    int messages() throws IOException {
      socket.setSoTimeout(500);
      int read = 0;
      try {
        while (true) {
          in.skipNBytes(SYNC_SIZE);
          read++;
        }
      } catch (SocketTimeoutException pause) {
        return read;
      }
    }

    /// Answers one Query.
    void begin(byte[] answer) throws IOException {
      in.skipNBytes(1);
      skipPacket();
      out.write(answer);
    }

    void skip(long bytes) throws IOException {
      in.skipNBytes(bytes);
    }

    void answer(int messages) throws IOException {
      for (int i = 0; i < messages; i++) {
        out.write(READY);
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void shouldWaitForAnswersBeforeItSendsTooMany() throws Exception {
    int syncs = 3 * Exchanges.LIMIT;
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        WireServer server =
            WireServer.start(
                TestDoor.to("127.0.0.1", listening.getLocalPort()).withEventLoops(1))) {
      CompletableFuture<Integer> answered =
          CompletableFuture.supplyAsync(() -> answers(server, syncs));
      try (Database database = Database.accept(listening)) {
        int all = 0;
        while (all < syncs) {
          int some = database.messages();
          assertThat(some).isBetween(1, Exchanges.LIMIT);
          database.answer(some);
          all += some;
        }
        assertThat(answered.get()).isEqualTo(syncs);
      }
    }
  }

  @Test
  void shouldReadNoMoreFromAClientThanTheDatabaseTakes() throws Exception {
    long before = directMemory();
    AtomicLong sent = new AtomicLong();
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        WireServer server =
            WireServer.start(
                TestDoor.to("127.0.0.1", listening.getLocalPort()).withEventLoops(1))) {
      CompletableFuture<String> copied =
          CompletableFuture.supplyAsync(() -> copy(server, DATA_FRAMES, sent));
      try (Database database = Database.accept(listening)) {
        // When
        database.begin(new byte[] {'G', 0, 0, 0, 7, 0, 0, 0});
        long seen = -1;
        while (seen != sent.get()) {
          seen = sent.get();
          assertThat(copied).isNotDone();
          Thread.sleep(300);
        }

        // Then
        assertThat(seen).isLessThan(DATA_FRAMES);
        assertThat(directMemory() - before).isLessThan(16 << 20);
        database.skip((long) DATA_FRAMES * (DATA.length + 5));
        database.answer(1);
        assertThat(copied.get()).isEqualTo("Z I");
      }
    }
  }

  private static long directMemory() {
    return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
  }

  private static String copy(WireServer server, int frames, AtomicLong sent) {
    try (RawClient client = new RawClient(server).login("somebody", "somewhere", "")) {
      client.query("COPY t FROM STDIN").answersUpTo('G');
      for (int i = 0; i < frames; i++) {
        client.message('d', DATA).send();
        sent.incrementAndGet();
      }
      return client.next();
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static int answers(WireServer server, int syncs) {
    try (RawClient client = new RawClient(server).login("somebody", "somewhere", "")) {
      for (int i = 0; i < syncs; i++) {
        client.sync();
      }
      return client.answers(syncs).size();
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
