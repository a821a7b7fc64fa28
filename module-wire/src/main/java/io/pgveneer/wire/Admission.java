package io.pgveneer.wire;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.pgveneer.api.SqlError;
import io.pgveneer.wire.tls.ServerTls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// Whether a client may try to log in. What is refused is refused in PostgreSQL's words.
///
/// Source: PostgreSQL's `ClientAuthentication`.
final class Admission {
  private static final String NOT_ALLOWED = "28000";
  private static final String NO_DATABASE = "3D000";

  private final ServerTls tls;
  private final AllowList allowed;

  Admission(ServerTls tls, AllowList allowed) {
    this.tls = tls;
    this.allowed = allowed;
  }

  /// @return null where it may
  @Nullable SqlError refusal(Channel client, String user, String database) {
    SslHandler handler = client.pipeline().get(SslHandler.class);
    if (!tls.isIdentified(handler)) {
      return error(NOT_ALLOWED, "connection requires a valid client certificate");
    }
    boolean admitted =
        (handler != null || !tls.isRequired())
            && allowed.hasUser(user)
            && allowed.hasAddress((InetSocketAddress) client.remoteAddress());
    if (!admitted) {
      return error(
          NOT_ALLOWED,
          String.format(
              "no pg_hba.conf entry for host \"%s\", user \"%s\", database \"%s\", %s",
              address(client).getHostAddress(),
              user,
              database,
              handler == null ? "no encryption" : "SSL encryption"));
    }
    return allowed.hasDatabase(database)
        ? null
        : error(NO_DATABASE, "database \"" + database + "\" does not exist");
  }

  static InetAddress address(Channel client) {
    return ((InetSocketAddress) client.remoteAddress()).getAddress();
  }

  private static SqlError error(String sqlState, String message) {
    return new SqlError(sqlState, message, null, null, 0);
  }
}
