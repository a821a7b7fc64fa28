package io.pgveneer.distribution.config;

import io.pgveneer.wire.AllowList;
import io.pgveneer.wire.ClientRules;
import io.pgveneer.wire.Limits;
import io.pgveneer.wire.tls.TlsOffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes rules for clients of the sections `clients` and `tls`.
final class ClientRulesReader {
  private final Values values;

  ClientRulesReader(Values values) {
    this.values = values;
  }

  /// @return null where a value is no good
  @Nullable ClientRules read() {
    Duration authentication = values.duration(Key.AUTHENTICATION_TIMEOUT);
    Duration delay = values.duration(Key.FAILURE_DELAY);
    TlsOffer tls = tls();
    AllowList allowed = allowed();
    Limits limits = limits();
    if (authentication == null
        || delay == null
        || tls == null
        || allowed == null
        || limits == null) {
      return null;
    }
    return new ClientRules(authentication, delay, tls, allowed, limits);
  }

  private @Nullable AllowList allowed() {
    List<String> users = values.list(Key.USERS, text -> text);
    List<String> databases = values.list(Key.DATABASES, text -> text);
    List<String> addresses = values.list(Key.ADDRESSES, ClientRulesReader::network);
    return users == null || databases == null || addresses == null
        ? null
        : new AllowList(Set.copyOf(users), Set.copyOf(databases), addresses);
  }

  private static String network(String text) {
    try {
      return AllowList.checkedNetwork(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + text + "' is no network", e);
    }
  }

  private @Nullable Limits limits() {
    Long all = values.number(Key.MAX_CLIENTS, Integer.MAX_VALUE);
    Long perUser = values.number(Key.MAX_PER_USER, Integer.MAX_VALUE);
    Long perDatabase = values.number(Key.MAX_PER_DATABASE, Integer.MAX_VALUE);
    Duration wait = values.duration(Key.WAIT);
    return all == null || perUser == null || perDatabase == null || wait == null
        ? null
        : new Limits(
            Math.toIntExact(all), Math.toIntExact(perUser), Math.toIntExact(perDatabase), wait);
  }

  private @Nullable TlsOffer tls() {
    TlsOffer.Mode mode = values.value(Key.TLS_MODE, ClientRulesReader::mode);
    Path certificate = values.value(Key.TLS_CERTIFICATE, ClientRulesReader::file);
    Path key = values.value(Key.TLS_KEY, ClientRulesReader::file);
    Path authority = values.value(Key.TLS_CLIENT_AUTHORITY, ClientRulesReader::file);
    Boolean required = values.value(Key.TLS_CLIENT_CERTIFICATE_REQUIRED, Values::flag);
    if (mode == null || required == null) {
      return null;
    }
    if (mode != TlsOffer.Mode.DISABLE && (certificate == null || key == null)) {
      values.error(
          Key.TLS_MODE,
          "it wants a certificate and its key",
          "set tls.certificate and tls.key to PEM files");
      return null;
    }
    if (authority != null && required && mode != TlsOffer.Mode.REQUIRE) {
      values.error(
          Key.TLS_CLIENT_AUTHORITY,
          "certificates of clients are required, and clients need not encrypt",
          "set tls.mode to require, or tls.client-certificate-required to false");
      return null;
    }
    return new TlsOffer(mode, certificate, key, authority, authority != null && required);
  }

  private static TlsOffer.Mode mode(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "disable" -> TlsOffer.Mode.DISABLE;
      case "allow" -> TlsOffer.Mode.ALLOW;
      case "require" -> TlsOffer.Mode.REQUIRE;
      default -> throw new IllegalArgumentException("'" + text + "' is no mode");
    };
  }

  private static Path file(String text) {
    Path path = Path.of(text);
    if (!Files.isReadable(path)) {
      throw new IllegalArgumentException("there is no file " + text + " that can be read");
    }
    return path;
  }
}
