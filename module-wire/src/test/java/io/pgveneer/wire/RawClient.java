package io.pgveneer.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A client that sends single messages and shows every answer as a line of text.
final class RawClient implements AutoCloseable {
  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  /// Process id and key of the backend.
  private byte[] key = {};

  private final ByteArrayOutputStream batch = new ByteArrayOutputStream();

  RawClient(WireServer server) throws IOException {
    this("127.0.0.1", server.address().getPort());
  }

  RawClient(String host, int port) throws IOException {
    socket = new Socket(host, port);
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out = socket.getOutputStream();
  }

  /// Logs in; the database must ask for a clear-text password or none.
  RawClient login(String user, String database, String password) throws IOException {
    startup(0x30000, "user", user, "database", database);
    send();
    String line = next();
    while (!line.startsWith("Z")) {
      if (line.startsWith("R 3")) {
        message('p', cstring(password));
        send();
      } else if (line.startsWith("E")) {
        throw new IOException(line);
      }
      line = next();
    }
    return this;
  }

  RawClient startup(int version, String... parameters) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(body);
    data.writeInt(version);
    for (String parameter : parameters) {
      data.write(cstring(parameter));
    }
    data.write(0);
    DataOutputStream frame = new DataOutputStream(batch);
    frame.writeInt(body.size() + 4);
    frame.write(body.toByteArray());
    return this;
  }

  RawClient bytes(byte... bytes) throws IOException {
    batch.write(bytes);
    return this;
  }

  RawClient message(char type, byte[]... parts) throws IOException {
    int length = 4 + Arrays.stream(parts).mapToInt(part -> part.length).sum();
    DataOutputStream data = new DataOutputStream(batch);
    data.writeByte(type);
    data.writeInt(length);
    for (byte[] part : parts) {
      data.write(part);
    }
    return this;
  }

  RawClient query(String sql) throws IOException {
    return message('Q', cstring(sql));
  }

  RawClient parse(String name, String sql, int... types) throws IOException {
    return message('P', cstring(name), cstring(sql), int16(types.length), int32(types));
  }

  /// Binds text parameters.
  RawClient bind(String portal, String name, String... values) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (String value : values) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      body.write(int32(bytes.length));
      body.write(bytes);
    }
    return message(
        'B',
        cstring(portal),
        cstring(name),
        int16(0),
        int16(values.length),
        body.toByteArray(),
        int16(0));
  }

  RawClient describe(char what, String name) throws IOException {
    return message('D', new byte[] {(byte) what}, cstring(name));
  }

  RawClient execute(String portal, int limit) throws IOException {
    return message('E', cstring(portal), int32(limit));
  }

  RawClient close(char what, String name) throws IOException {
    return message('C', new byte[] {(byte) what}, cstring(name));
  }

  RawClient sync() throws IOException {
    return message('S');
  }

  RawClient flush() throws IOException {
    return message('H');
  }

  /// Prepares, binds, describes and runs one statement unnamed.
  RawClient run(String sql, String... values) throws IOException {
    return parse("", sql).bind("", "", values).describe('P', "").execute("", 0);
  }

  /// What has been put together so far, and is not sent then.
  byte[] taken() {
    byte[] bytes = batch.toByteArray();
    batch.reset();
    return bytes;
  }

  /// Ends what is sent; answers are still read.
  RawClient shutdownOutput() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /// Closes without a word: the other side finds the connection reset.
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  RawClient send() throws IOException {
    out.write(batch.toByteArray());
    out.flush();
    batch.reset();
    return this;
  }

  /// Sends everything one byte at a time.
  RawClient trickle() throws IOException {
    for (byte one : batch.toByteArray()) {
      out.write(one);
      out.flush();
    }
    batch.reset();
    return this;
  }

  /// Sends, and reads up to the n-th ReadyForQuery or the end.
  List<String> answers(int readies) throws IOException {
    send();
    List<String> lines = new ArrayList<>();
    int left = readies;
    while (left > 0) {
      String line = next();
      lines.add(line);
      if (line.startsWith("Z") || line.equals("end")) {
        left = line.equals("end") ? 0 : left - 1;
      }
    }
    return lines;
  }

  List<String> answers() throws IOException {
    return answers(1);
  }

  /// Sends, and reads up to and with the first message of this type.
  List<String> answersUpTo(char type) throws IOException {
    send();
    List<String> lines = new ArrayList<>();
    do {
      lines.add(next());
    } while (lines.getLast().charAt(0) != type && !lines.getLast().equals("end"));
    return lines;
  }

  /// The next message but ParameterStatus, or `end`.
  String next() throws IOException {
    try {
      int type = in.read();
      if (type < 0) {
        return "end";
      }
      byte[] body = new byte[in.readInt() - 4];
      in.readFully(body);
      key = type == 'K' ? body : key;
      return type == 'S' ? next() : show((char) type, body);
    } catch (EOFException | SocketException closed) {
      return "end";
    }
  }

  /// Waits for what takes longer than answers do.
  RawClient waitingUpTo(Duration time) throws IOException {
    socket.setSoTimeout(Math.toIntExact(time.toMillis()));
    return this;
  }

  /// Reads the next message and keeps nothing of it.
  ///
  /// @return the length of its body in bytes
  int skipped() throws IOException {
    in.readByte();
    int length = in.readInt() - 4;
    in.skipNBytes(length);
    return length;
  }

  /// What a CancelRequest for this client is sent with.
  byte[] key() {
    return key.clone();
  }

  /// Whether an answer comes within a while.
  boolean hasAnswer() throws IOException {
    socket.setSoTimeout(200);
    try {
      in.mark(1);
      return in.read() >= 0;
    } catch (SocketTimeoutException nothing) {
      return false;
    } finally {
      socket.setSoTimeout(20_000);
      in.reset();
    }
  }

  int readByte() throws IOException {
    return in.read();
  }

  private static String show(char type, byte[] body) {
    return switch (type) {
      case 'E', 'N' -> type + " " + fields(body);
      case 'T' -> "T " + columns(body);
      case 'D' -> "D " + row(body);
      case 'R' -> "R " + (body[3] & 0xff) + (body.length > 4 ? " " + visible(body, 4) : "");
      case 'A' -> "A " + visible(body, 4);
      case 'v' -> "v " + ByteBuffer.wrap(body).getInt() + " " + visible(body, 8);
      case 'K' -> "K";
      case 'Z' -> "Z " + (char) body[0];
      default -> (type + " " + visible(body, 0)).strip();
    };
  }

  private static String visible(byte[] body, int from) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < body.length; i++) {
      text.append(body[i] >= ' ' ? (char) body[i] : '.');
    }
    return text.toString().replaceAll("\\.+$", "");
  }

  private static String fields(byte[] body) {
    StringBuilder text = new StringBuilder();
    for (String field : new String(body, StandardCharsets.UTF_8).split("\0", -1)) {
      if (!field.isEmpty() && "SCMDHPWq".indexOf(field.charAt(0)) >= 0) {
        text.append(text.isEmpty() ? "" : "|").append(field);
      }
    }
    return text.toString();
  }

  private static String columns(byte[] body) {
    List<String> names = new ArrayList<>();
    int at = 2;
    while (at < body.length) {
      int nul = at;
      while (body[nul] != 0) {
        nul++;
      }
      names.add(new String(body, at, nul - at, StandardCharsets.UTF_8));
      at = nul + 19;
    }
    return String.join(",", names);
  }

  private static String row(byte[] body) {
    List<String> values = new ArrayList<>();
    int at = 2;
    while (at < body.length) {
      int length = ByteBuffer.wrap(body).getInt(at);
      at += 4;
      values.add(length < 0 ? "null" : new String(body, at, length, StandardCharsets.UTF_8));
      at += Math.max(0, length);
    }
    return String.join(",", values);
  }

  static byte[] cstring(String text) {
    return (text + "\0").getBytes(StandardCharsets.UTF_8);
  }

  static byte[] int16(int value) {
    return new byte[] {(byte) (value >> 8), (byte) value};
  }

  static byte[] int32(int... values) {
    var buffer = ByteBuffer.allocate(4 * values.length);
    Arrays.stream(values).forEach(buffer::putInt);
    return buffer.array();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
