package io.pgveneer.routine;

import io.pgveneer.api.Identifiers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A function or procedure of the client's.
///
/// @param name with its argument types
/// @param language that its owner wrote it in
/// @param mayWrite VOLATILE
/// @param searchPath as its SET clause has it, or null
/// @param body digest of the body that its owner wrote
/// @param holds digest of language and source that the catalogue holds now
/// @param adapted whether these are ours
public record Routine(
    long oid,
    String name,
    String language,
    boolean mayWrite,
    @Nullable String searchPath,
    String body,
    String holds,
    boolean adapted) {

  /// Asks for all of them.
  public static String query(String secret) {
    return "SELECT oid, name, language, volatile, search_path, body, holds, adapted"
        + " FROM pgveneer.routines("
        + Identifiers.literal(secret)
        + ")";
  }

  /// @param row of the answer to [#query]
  public static Routine of(List<@Nullable String> row) {
    return new Routine(
        Long.parseLong(text(row, 0)),
        text(row, 1),
        text(row, 2),
        "t".equals(row.get(3)),
        row.get(4),
        text(row, 5),
        text(row, 6),
        "t".equals(row.get(7)));
  }

  private static String text(List<@Nullable String> row, int column) {
    return Objects.requireNonNull(row.get(column));
  }

  /// Whether the catalogue holds this language and source.
  boolean holds(String otherLanguage, String source) {
    return holds.equals(md5(otherLanguage + " " + source));
  }

  private static String md5(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
