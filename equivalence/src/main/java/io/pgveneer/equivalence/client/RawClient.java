package io.pgveneer.equivalence.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// A blocking client of protocol 3 that hides nothing.
///
/// Threads: one at a time.
public final class RawClient implements AutoCloseable {
  private static final int CONNECT_MILLIS = 10_000;

  private final Socket socket;
  private final DataInputStream in;

  private RawClient(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  /// Connects and authenticates by trust, password or SCRAM-SHA-256.
  ///
  /// @param patience how long to wait for each reply
  public static RawClient open(Endpoint endpoint, Duration patience) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) patience.toMillis());
      socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), CONNECT_MILLIS);
      RawClient client = new RawClient(socket);
      client.start(endpoint);
      return client;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  public void send(Messages messages) throws IOException {
    socket.getOutputStream().write(messages.bytes());
    socket.getOutputStream().flush();
  }

  /// The next reply; [Reply.Closed] or [Reply.Silence] where there is none.
  public Reply next() {
    try {
      return Incoming.read(in).reply();
    } catch (SocketTimeoutException e) {
      return new Reply.Silence();
    } catch (IOException e) {
      return new Reply.Closed();
    }
  }

  private void start(Endpoint endpoint) throws IOException {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("user", endpoint.user());
    parameters.put("database", endpoint.database());
    parameters.put("application_name", "equivalence");
    send(new Messages().startup(parameters));
    Scram scram = new Scram(endpoint.password());
    while (true) {
      Incoming message = Incoming.read(in);
      switch (message.tag()) {
        case 'R' -> authenticate(message, scram, endpoint.password());
        case 'E' -> throw new IOException("refused: " + message.fields());
        case 'Z' -> {
          return;
        }
        default -> message.rest();
      }
    }
  }

  private void authenticate(Incoming message, Scram scram, String password) throws IOException {
    int method = message.int32();
    switch (method) {
      case 0, 12 -> message.rest();
      case 3 -> send(new Messages().password((password + '\0').getBytes(StandardCharsets.UTF_8)));
      case 10 -> send(new Messages().password(initial(scram.clientFirst())));
      case 11 -> send(new Messages().password(last(scram, message)));
      default -> throw new IOException("authentication method " + method);
    }
  }

  private static byte[] last(Scram scram, Incoming message) throws IOException {
    try {
      return scram.clientFinal(new String(message.rest(), StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IOException("SCRAM-SHA-256 failed", e);
    }
  }

  private static byte[] initial(byte[] first) {
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    response.writeBytes("SCRAM-SHA-256\0".getBytes(StandardCharsets.US_ASCII));
    response.writeBytes(new byte[] {0, 0, (byte) (first.length >> 8), (byte) first.length});
    response.writeBytes(first);
    return response.toByteArray();
  }

  /// Ends the connection without a word, from whatever thread, in whatever state it is.
  public void cut() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more, which is what was wanted.
      return;
    }
  }

  @Override
  public void close() {
    try (socket) {
      send(new Messages().terminate());
    } catch (IOException e) {
      // The other side may have closed first, which is what was wanted.
      return;
    }
  }
}
