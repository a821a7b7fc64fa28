package io.pgveneer.equivalence.client;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One message of a server: its tag and a reader over its body.
final class Incoming {
  private static final int LIMIT = 1 << 28;

  private final char tag;
  private final ByteBuffer body;

  private Incoming(char tag, ByteBuffer body) {
    this.tag = tag;
    this.body = body;
  }

  /// Blocks until a whole message has come.
  static Incoming read(DataInputStream in) throws IOException {
    char tag = (char) in.readUnsignedByte();
    int length = in.readInt() - Integer.BYTES;
    if (length < 0 || length > LIMIT) {
      throw new IOException("message " + tag + " of length " + length);
    }
    return new Incoming(tag, ByteBuffer.wrap(in.readNBytes(length)));
  }

  char tag() {
    return tag;
  }

  int int32() {
    return body.getInt();
  }

  byte[] rest() {
    byte[] bytes = new byte[body.remaining()];
    body.get(bytes);
    return bytes;
  }

  String text() {
    int length = 0;
    while (body.get(body.position() + length) != 0) {
      length++;
    }
    byte[] bytes = new byte[length];
    body.get(bytes);
    body.get();
    return new String(bytes, StandardCharsets.UTF_8);
  }

  Reply reply() throws IOException {
    return switch (tag) {
      case 'T' -> new Reply.Columns(columns());
      case 'D' -> new Reply.Row(row());
      case 'C' -> new Reply.Tag(text());
      case 'E' -> new Reply.Failure(fields());
      case 'N' -> new Reply.Notice(fields());
      case 'S' -> new Reply.Setting(text(), text());
      case 'A' -> {
        int32();
        yield new Reply.Notification(text(), text());
      }
      case 't' -> new Reply.Parameters(types());
      case 'G', 'H', 'W' -> new Reply.CopyStart(tag, body.get(), formats());
      case 'd' -> new Reply.CopyData(Cell.of(rest()));
      case 'Z' -> new Reply.Ready((char) body.get());
      case '1' -> new Reply.Mark("ParseComplete");
      case '2' -> new Reply.Mark("BindComplete");
      case '3' -> new Reply.Mark("CloseComplete");
      case 'n' -> new Reply.Mark("NoData");
      case 'I' -> new Reply.Mark("EmptyQueryResponse");
      case 's' -> new Reply.Mark("PortalSuspended");
      case 'c' -> new Reply.Mark("CopyDone");
      default -> throw new IOException("unexpected message " + tag);
    };
  }

  private List<Column> columns() {
    int count = body.getShort();
    List<Column> columns = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      columns.add(
          new Column(
              text(),
              body.getInt(),
              body.getShort(),
              body.getInt(),
              body.getShort(),
              body.getInt(),
              body.getShort()));
    }
    return columns;
  }

  private List<String> row() {
    int count = body.getShort();
    List<String> cells = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int length = body.getInt();
      byte[] bytes = length < 0 ? null : new byte[length];
      if (bytes != null) {
        body.get(bytes);
      }
      cells.add(Cell.of(bytes));
    }
    return cells;
  }

  Map<Character, String> fields() {
    Map<Character, String> fields = new TreeMap<>();
    for (byte type = body.get(); type != 0; type = body.get()) {
      fields.put((char) type, text());
    }
    return fields;
  }

  private List<Integer> types() {
    int count = body.getShort();
    List<Integer> types = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      types.add(body.getInt());
    }
    return types;
  }

  private List<Integer> formats() {
    int count = body.getShort();
    List<Integer> formats = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      formats.add((int) body.getShort());
    }
    return formats;
  }
}
