package io.pgveneer.wire.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;

/// The protocol's name in TLS.
///
/// Source: PostgreSQL manual, "SSL Session Encryption".
final class Alpn {
  static final String POSTGRESQL = "postgresql";

  /// A peer that names protocols must name this one; it need not name any.
  static final ApplicationProtocolConfig CONFIG =
      new ApplicationProtocolConfig(
          Protocol.ALPN,
          SelectorFailureBehavior.FATAL_ALERT,
          SelectedListenerFailureBehavior.ACCEPT,
          POSTGRESQL);

  /// Nothing older is spoken on either side.
  static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  private Alpn() {}
}
