package io.pgveneer.benchmarks.arena;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/// Passes bytes on to a server with a delay, without slowing the stream down.
public final class Relay implements AutoCloseable {
  private record Chunk(byte[] bytes, long due) {}

  private final ServerSocket door;
  private final String host;
  private final int port;
  private final long oneWayNanos;

  /// @param roundTripMillis half of it for each way
  public Relay(String host, int port, double roundTripMillis) throws IOException {
    this.host = host;
    this.port = port;
    this.oneWayNanos = (long) (roundTripMillis * 500_000);
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
  }

  public int port() {
    return door.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = door.accept();
        Socket server = new Socket(host, port);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        pass(client, server);
        pass(server, client);
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void pass(Socket from, Socket to) {
    BlockingQueue<Chunk> queue = new LinkedBlockingQueue<>(1000);
    Thread.startVirtualThread(() -> read(from, queue));
    Thread.ofPlatform().daemon().start(() -> write(to, queue));
  }

  private void read(Socket from, BlockingQueue<Chunk> queue) {
    try (InputStream in = from.getInputStream()) {
      byte[] buffer = new byte[65536];
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        queue.put(new Chunk(Arrays.copyOf(buffer, n), System.nanoTime() + oneWayNanos));
      }
    } catch (IOException _) {
      // the other side has gone
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      queue.add(new Chunk(new byte[0], 0));
    }
  }

  private static void write(Socket to, BlockingQueue<Chunk> queue) {
    try (OutputStream out = to.getOutputStream()) {
      for (Chunk chunk = queue.take(); chunk.bytes.length > 0; chunk = queue.take()) {
        long wait = chunk.due - System.nanoTime();
        while (wait > 0) {
          LockSupport.parkNanos(wait);
          wait = chunk.due - System.nanoTime();
        }
        out.write(chunk.bytes);
      }
    } catch (IOException _) {
      // the other side has gone
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
