package io.pgveneer.wire.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// TLS towards the fresh database. Thread-safe.
public final class DatabaseTls {
  private final SslMode mode;
  private final @Nullable FileContext context;

  private DatabaseTls(SslMode mode, @Nullable FileContext context) {
    this.mode = mode;
    this.context = context;
  }

  /// Errors: PgveneerException (user) where the demand's files are no good.
  public static DatabaseTls of(TlsDemand demand) {
    if (demand.mode() == SslMode.DISABLE) {
      return new DatabaseTls(demand.mode(), null);
    }
    Path root = root(demand);
    FileContext.Maker maker = () -> context(demand, root);
    return new DatabaseTls(
        demand.mode(), FileContext.load(maker, root, demand.certificate(), demand.key()));
  }

  public SslMode mode() {
    return mode;
  }

  /// What encrypts a channel to the database.
  ///
  /// @param limit of the handshake
  public SslHandler handler(ByteBufAllocator allocator, String host, int port, Duration limit) {
    FileContext made = context;
    if (made == null) {
      throw new IllegalStateException("sslmode is disable");
    }
    SslHandler handler = made.current().newHandler(allocator, host, port);
    handler.setHandshakeTimeoutMillis(limit.toMillis());
    return handler;
  }

  private static SslContext context(TlsDemand demand, @Nullable Path root)
      throws IOException, GeneralSecurityException {
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.JDK)
            .protocols(Alpn.VERSIONS)
            .applicationProtocolConfig(Alpn.CONFIG)
            .endpointIdentificationAlgorithm(verifiesHost(demand) ? "HTTPS" : null);
    if (root != null) {
      builder.trustManager(Identity.certificates(root).toArray(X509Certificate[]::new));
    } else if (!demand.systemRoots()) {
      builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
    }
    Path certificate = demand.certificate();
    Path key = demand.key();
    if (certificate != null && key != null) {
      Identity own = Identity.read(certificate, key);
      builder.keyManager(own.key(), own.chain());
    }
    return builder.build();
  }

  /// As libpq, roots of the system are trusted with a name alone.
  private static boolean verifiesHost(TlsDemand demand) {
    return demand.mode() == SslMode.VERIFY_FULL || demand.systemRoots();
  }

  /// The authorities' file: as libpq, one that exists is used by sslmode require too.
  private static @Nullable Path root(TlsDemand demand) {
    if (demand.systemRoots()) {
      return null;
    }
    if (demand.mode().verifies() || demand.mode() == SslMode.REQUIRE) {
      Path given = demand.rootCertificate();
      Path file = given == null ? standard() : given;
      return demand.mode().verifies() || Files.exists(file) ? file : null;
    }
    return null;
  }

  private static Path standard() {
    return Path.of(System.getProperty("user.home"), ".postgresql", "root.crt");
  }
}
