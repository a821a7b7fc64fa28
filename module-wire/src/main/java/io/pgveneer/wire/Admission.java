package io.pgveneer.wire;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.pgveneer.api.SqlError;
import io.pgveneer.wire.tls.ServerTls;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// Whether a client may try to log in. What is refused is refused in PostgreSQL's words.
///
/// Source: PostgreSQL's `ClientAuthentication`.
final class Admission {
  private static final String NOT_ALLOWED = "28000";

  private final ServerTls tls;

  Admission(ServerTls tls) {
    this.tls = tls;
  }

  /// @return null where it may
  @Nullable SqlError refusal(Channel client, String user, String database) {
    SslHandler handler = client.pipeline().get(SslHandler.class);
    if (!tls.isIdentified(handler)) {
      return error(NOT_ALLOWED, "connection requires a valid client certificate");
    }
    if (handler == null && tls.isRequired()) {
      return error(
          NOT_ALLOWED,
          String.format(
              "no pg_hba.conf entry for host \"%s\", user \"%s\", database \"%s\", no encryption",
              address(client), user, database));
    }
    return null;
  }

  static String address(Channel client) {
    return client.remoteAddress() instanceof InetSocketAddress socket
        ? socket.getAddress().getHostAddress()
        : "";
  }

  private static SqlError error(String sqlState, String message) {
    return new SqlError(sqlState, message, null, null, 0);
  }
}
