package io.pgveneer.wire.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/// TLS towards clients. Thread-safe.
public final class ServerTls {
  private final TlsOffer offer;
  private final @Nullable FileContext context;

  private ServerTls(TlsOffer offer, @Nullable FileContext context) {
    this.offer = offer;
    this.context = context;
  }

  /// Errors: PgveneerException (user) where the offer's files are no good.
  public static ServerTls of(TlsOffer offer) {
    Path certificate = offer.certificate();
    Path key = offer.key();
    Path authority = offer.clientAuthority();
    if (offer.mode() == TlsOffer.Mode.DISABLE || certificate == null || key == null) {
      return new ServerTls(TlsOffer.NONE, null);
    }
    FileContext.Maker maker = () -> context(certificate, key, authority);
    return new ServerTls(offer, FileContext.load(maker, certificate, key, authority));
  }

  private static SslContext context(Path certificate, Path key, @Nullable Path authority)
      throws IOException, GeneralSecurityException {
    SslContextBuilder builder =
        Identity.read(certificate, key)
            .server()
            .sslProvider(SslProvider.JDK)
            .protocols(Alpn.VERSIONS)
            .applicationProtocolConfig(Alpn.CONFIG);
    if (authority != null) {
      builder
          .clientAuth(ClientAuth.OPTIONAL)
          .trustManager(Identity.certificates(authority).toArray(X509Certificate[]::new));
    }
    return builder.build();
  }

  public boolean isOffered() {
    return context != null;
  }

  public boolean isRequired() {
    return offer.mode() == TlsOffer.Mode.REQUIRE;
  }

  /// Whether this client shows the certificate that is asked of it. Who shows a bad one does not
  /// come through the handshake.
  ///
  /// @param handler of the client's channel; null for a client in the clear
  public boolean isIdentified(@Nullable SslHandler handler) {
    if (!offer.clientCertificateRequired()) {
      return true;
    }
    try {
      return handler != null && handler.engine().getSession().getPeerCertificates().length > 0;
    } catch (SSLPeerUnverifiedException e) {
      return false;
    }
  }

  /// What encrypts a client's channel.
  ///
  /// @param limit of the handshake
  public SslHandler handler(ByteBufAllocator allocator, Duration limit) {
    FileContext made = context;
    if (made == null) {
      throw new IllegalStateException("TLS is not offered");
    }
    SslHandler handler = made.current().newHandler(allocator);
    handler.setHandshakeTimeoutMillis(limit.toMillis());
    return handler;
  }

  /// Whether the two have agreed on PostgreSQL's protocol by its name.
  public static boolean hasNamedProtocol(SslHandler handler) {
    return Alpn.POSTGRESQL.equals(handler.applicationProtocol());
  }
}
