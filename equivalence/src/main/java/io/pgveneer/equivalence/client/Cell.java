package io.pgveneer.equivalence.client;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The value of one column in one row, as a text that is equal exactly when the bytes are.
public final class Cell {
  static final String NULL = "␀";

  private Cell() {}

  /// UTF-8 where the bytes are that and printable, else `\x` and hexadecimal digits; null becomes
  /// `␀`.
  public static String of(byte @Nullable [] bytes) {
    if (bytes == null) {
      return NULL;
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.chars().noneMatch(Cell::unprintable)) {
        return text;
      }
    } catch (CharacterCodingException e) {
      return hexadecimal(bytes);
    }
    return hexadecimal(bytes);
  }

  private static boolean unprintable(int character) {
    return character < ' ' && character != '\n' && character != '\t' && character != '\r';
  }

  private static String hexadecimal(byte[] bytes) {
    return "\\x" + HexFormat.of().formatHex(bytes);
  }
}
