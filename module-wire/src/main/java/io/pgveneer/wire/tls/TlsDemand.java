package io.pgveneer.wire.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The encryption that is asked of the fresh database, as libpq's parameters tell it.
///
/// @param rootCertificate `sslrootcert`, a PEM file; null for libpq's default, which need not exist
///     where the mode verifies nothing
/// @param systemRoots `sslrootcert=system`: the JDK's own authorities
/// @param certificate `sslcert`, a PEM file to show to a server that asks for one
/// @param key `sslkey`, a PEM file, PKCS #8, not encrypted
public record TlsDemand(
    SslMode mode,
    @Nullable Path rootCertificate,
    boolean systemRoots,
    @Nullable Path certificate,
    @Nullable Path key) {

  public static final TlsDemand DEFAULT = of(SslMode.PREFER);

  public static TlsDemand of(SslMode mode) {
    return new TlsDemand(mode, null, false, null, null);
  }

  public TlsDemand withRootCertificate(Path file) {
    return new TlsDemand(mode, file, false, certificate, key);
  }

  public TlsDemand withCertificate(Path file, Path keyFile) {
    return new TlsDemand(mode, rootCertificate, systemRoots, file, keyFile);
  }
}
