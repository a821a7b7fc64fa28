package io.pgveneer.wire;

import io.pgveneer.wire.tls.TlsOffer;
import java.time.Duration;

/// What is asked of clients.
///
/// @param authenticationTimeout from accepting a client to its authentication, at most
/// @param failureDelay how much later a failed log-in is told; twice as much with each one more
///     from the same address
public record ClientRules(
    Duration authenticationTimeout,
    Duration failureDelay,
    TlsOffer tls,
    AllowList allowed,
    Limits limits) {
  public static final ClientRules DEFAULT =
      new ClientRules(
          Duration.ofSeconds(60), Duration.ZERO, TlsOffer.NONE, AllowList.EVERYBODY, Limits.NONE);

  public ClientRules withAuthenticationTimeout(Duration timeout) {
    return new ClientRules(timeout, failureDelay, tls, allowed, limits);
  }

  public ClientRules withFailureDelay(Duration delay) {
    return new ClientRules(authenticationTimeout, delay, tls, allowed, limits);
  }

  public ClientRules with(TlsOffer offer) {
    return new ClientRules(authenticationTimeout, failureDelay, offer, allowed, limits);
  }

  public ClientRules with(AllowList list) {
    return new ClientRules(authenticationTimeout, failureDelay, tls, list, limits);
  }

  public ClientRules with(Limits others) {
    return new ClientRules(authenticationTimeout, failureDelay, tls, allowed, others);
  }
}
