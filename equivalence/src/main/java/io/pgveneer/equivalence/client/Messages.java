package io.pgveneer.equivalence.client;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes messages of protocol 3 into a buffer that is then sent at once.
public final class Messages {
  private static final int PROTOCOL = 3 << 16;

  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
  private final DataOutputStream out;

  public Messages() {
    out = new DataOutputStream(buffer);
  }

  /// Writes the body of one message.
  private interface Body {
    void write(DataOutputStream out) throws IOException;
  }

  byte[] bytes() {
    return buffer.toByteArray();
  }

  Messages startup(Map<String, String> parameters) {
    return untagged(
        body -> {
          body.writeInt(PROTOCOL);
          for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            text(body, parameter.getKey());
            text(body, parameter.getValue());
          }
          body.writeByte(0);
        });
  }

  Messages password(byte[] secret) {
    return tagged('p', body -> body.write(secret));
  }

  public Messages query(String sql) {
    return tagged('Q', body -> text(body, sql));
  }

  public Messages parse(String name, String sql) {
    return tagged(
        'P',
        body -> {
          text(body, name);
          text(body, sql);
          body.writeShort(0);
        });
  }

  /// @param parameters in text format
  /// @param formats of the result's columns: none for text throughout, or one for each
  public Messages bind(
      String portal, String statement, List<@Nullable String> parameters, List<Integer> formats) {
    return tagged(
        'B',
        body -> {
          text(body, portal);
          text(body, statement);
          body.writeShort(0);
          body.writeShort(parameters.size());
          for (String parameter : parameters) {
            value(body, parameter);
          }
          body.writeShort(formats.size());
          for (int format : formats) {
            body.writeShort(format);
          }
        });
  }

  /// @param kind 'S' statement, 'P' portal
  public Messages describe(char kind, String name) {
    return named('D', kind, name);
  }

  /// @param kind 'S' statement, 'P' portal
  public Messages close(char kind, String name) {
    return named('C', kind, name);
  }

  /// @param rows at most so many; 0 for all
  public Messages execute(String portal, int rows) {
    return tagged(
        'E',
        body -> {
          text(body, portal);
          body.writeInt(rows);
        });
  }

  public Messages sync() {
    return tagged('S', body -> {});
  }

  public Messages flush() {
    return tagged('H', body -> {});
  }

  public Messages copyData(byte[] data) {
    return tagged('d', body -> body.write(data));
  }

  public Messages copyDone() {
    return tagged('c', body -> {});
  }

  public Messages terminate() {
    return tagged('X', body -> {});
  }

  private Messages named(char tag, char kind, String name) {
    return tagged(
        tag,
        body -> {
          body.writeByte(kind);
          text(body, name);
        });
  }

  private Messages tagged(char tag, Body body) {
    try {
      out.writeByte(tag);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return untagged(body);
  }

  private Messages untagged(Body body) {
    try {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      body.write(new DataOutputStream(content));
      out.writeInt(content.size() + Integer.BYTES);
      content.writeTo(out);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void value(DataOutputStream body, @Nullable String text) throws IOException {
    if (text == null) {
      body.writeInt(-1);
    } else {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      body.writeInt(bytes.length);
      body.write(bytes);
    }
  }

  private static void text(DataOutputStream body, String text) throws IOException {
    body.write(text.getBytes(StandardCharsets.UTF_8));
    body.writeByte(0);
  }
}
