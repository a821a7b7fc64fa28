package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Text on the wire: client encodings, and PostgreSQL's way of counting characters.
final class Texts {
  /// PostgreSQL's names whose Java name is not the same.
  private static final Map<String, String> JAVA_NAMES =
      Map.ofEntries(
          Map.entry("UTF8", "UTF-8"),
          Map.entry("UNICODE", "UTF-8"),
          Map.entry("SQL_ASCII", "ISO-8859-1"),
          Map.entry("LATIN1", "ISO-8859-1"),
          Map.entry("LATIN2", "ISO-8859-2"),
          Map.entry("LATIN3", "ISO-8859-3"),
          Map.entry("LATIN4", "ISO-8859-4"),
          Map.entry("LATIN5", "ISO-8859-9"),
          Map.entry("LATIN7", "ISO-8859-13"),
          Map.entry("LATIN9", "ISO-8859-15"),
          Map.entry("ISO_8859_5", "ISO-8859-5"),
          Map.entry("ISO_8859_6", "ISO-8859-6"),
          Map.entry("ISO_8859_7", "ISO-8859-7"),
          Map.entry("ISO_8859_8", "ISO-8859-8"),
          Map.entry("KOI8R", "KOI8-R"),
          Map.entry("KOI8U", "KOI8-U"),
          Map.entry("EUC_JP", "EUC-JP"),
          Map.entry("EUC_CN", "GB2312"),
          Map.entry("EUC_KR", "EUC-KR"),
          Map.entry("SJIS", "windows-31j"),
          Map.entry("UHC", "x-windows-949"),
          Map.entry("JOHAB", "x-Johab"));

  private Texts() {}

  /// The charset of a `client_encoding`. Where Java has none, ISO-8859-1: it keeps every byte.
  static Charset charset(String clientEncoding) {
    String name = clientEncoding.toUpperCase(Locale.ROOT);
    String java = JAVA_NAMES.getOrDefault(name, name.replaceFirst("^WIN", "windows-"));
    try {
      return Charset.forName(java);
    } catch (IllegalArgumentException unknown) {
      return StandardCharsets.ISO_8859_1;
    }
  }

  /// The text, or null where the bytes are none in this charset.
  static @Nullable String decode(ByteBuf bytes, int index, int length, Charset charset) {
    String text = bytes.toString(index, length, charset);
    if (text.indexOf('\uFFFD') < 0) {
      return text;
    }
    ByteBuffer raw = bytes.nioBuffer(index, length);
    try {
      return charset.newDecoder().decode(raw).toString();
    } catch (CharacterCodingException malformed) {
      return null;
    }
  }

  /// The offset of a 1-based position in characters.
  static int offset(String text, int position) {
    int characters = Math.min(position - 1, text.codePointCount(0, text.length()));
    return text.offsetByCodePoints(0, characters);
  }

  /// The 1-based position in characters of an offset.
  static int position(String text, int offset) {
    return text.codePointCount(0, Math.min(offset, text.length())) + 1;
  }
}
