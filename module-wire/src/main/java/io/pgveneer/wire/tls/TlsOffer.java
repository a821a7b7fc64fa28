package io.pgveneer.wire.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The encryption that clients are offered.
///
/// @param certificate PEM file: ours, and those between it and the authority's; null without TLS
/// @param key PEM file, PKCS #8, not encrypted; null without TLS
/// @param clientAuthority PEM file: who may sign clients' certificates; null to ask for none
/// @param clientCertificateRequired whether a client without a certificate is refused
public record TlsOffer(
    Mode mode,
    @Nullable Path certificate,
    @Nullable Path key,
    @Nullable Path clientAuthority,
    boolean clientCertificateRequired) {

  /// Whether clients encrypt.
  public enum Mode {
    /// None can.
    DISABLE,
    /// Those that ask for it do.
    ALLOW,
    /// Others are refused.
    REQUIRE
  }

  public static final TlsOffer NONE = new TlsOffer(Mode.DISABLE, null, null, null, false);
}
