package io.pgveneer.wire;

import io.pgveneer.wire.tls.TlsOffer;
import java.time.Duration;

/// What is asked of clients.
///
/// @param authenticationTimeout from accepting a client to its authentication, at most
public record ClientRules(Duration authenticationTimeout, TlsOffer tls) {
  public static final ClientRules DEFAULT = new ClientRules(Duration.ofSeconds(60), TlsOffer.NONE);

  public ClientRules withAuthenticationTimeout(Duration timeout) {
    return new ClientRules(timeout, tls);
  }

  public ClientRules withTls(TlsOffer offer) {
    return new ClientRules(authenticationTimeout, offer);
  }
}
