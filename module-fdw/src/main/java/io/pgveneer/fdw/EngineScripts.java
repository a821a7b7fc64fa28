package io.pgveneer.fdw;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// The engine's source, in the order in which it is run, and its version.
final class EngineScripts {
  private static final List<String> NAMES =
      List.of(
          "1-metadata.sql",
          "2-rebuild.sql",
          "2a-keys.sql",
          "2b-views.sql",
          "2c-routines.sql",
          "3-writes.sql",
          "3b-constraints.sql",
          "3c-pending.sql",
          "4-federate.sql",
          "4b-production.sql",
          "4c-shipping.sql",
          "5-follow.sql",
          "5a-statements.sql",
          "5b-violations.sql",
          "5c-materialized.sql",
          "5d-report.sql",
          "6-proxy.sql",
          "7-events.sql",
          "8-uninstall.sql",
          "catalog.sql",
          "catalog-routines.sql",
          "catalog-texts.sql",
          "catalog-queries.sql",
          "9-strings.sql");

  private EngineScripts() {}

  static String text() {
    StringBuilder text = new StringBuilder();
    for (String name : NAMES) {
      text.append(read(name)).append('\n');
    }
    return text.toString();
  }

  /// A digest of the source: the same engine is not installed twice.
  static String version(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String read(String name) {
    try (InputStream stream = EngineScripts.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("missing in the jar: " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
