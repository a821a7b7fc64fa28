package io.pgveneer.wire.scram;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// One exchange between a client that says `y` and a database that is told `n`. Of the client's
/// password no more is known here than the database keeps of it; the database decides.
///
/// Messages are taken and given as bytes that stand for themselves (ISO 8859-1), whatever they are.
/// Source: RFC 5802, sections 3 and 5.
public final class ScramTranslation {
  /// `y,,` and `n,,` in Base64.
  private static final String CLIENTS_BINDING = "c=eSws,";

  private static final String DATABASES_BINDING = "c=biws,";

  private final ScramSecret secret;
  private String clientFirst = "";
  private String serverFirst = "";
  private String clientFinal = "";

  /// @param secret as [RoleSecrets] tells it
  public ScramTranslation(String secret) {
    this.secret = ScramSecret.of(secret);
  }

  /// Whether a client's first message says that it would have bound the channel.
  public static boolean isNeeded(String first) {
    return first.startsWith("y,");
  }

  /// @param message `y,,n=,r=<nonce>`
  public String clientFirst(String message) {
    clientFirst = message.substring(message.indexOf(',', 2) + 1);
    return "n" + message.substring(1);
  }

  /// @param message `r=<nonce>,s=<salt>,i=<iterations>`, which passes as it is
  public void serverFirst(String message) {
    serverFirst = message;
  }

  /// @param message `c=eSws,r=<nonce>,p=<proof>`
  public String clientFinal(String message) {
    int proof = message.lastIndexOf(",p=");
    if (!message.startsWith(CLIENTS_BINDING) || proof < 0) {
      return message;
    }
    clientFinal = message.substring(0, proof);
    byte[] given;
    try {
      given = Base64.getDecoder().decode(message.substring(proof + 3));
    } catch (IllegalArgumentException e) {
      return message;
    }
    byte[] again = secret.proofAgain(given, signed(clientFinal), signed(databases()));
    return databases() + ",p=" + Base64.getEncoder().encodeToString(again);
  }

  private String databases() {
    return DATABASES_BINDING + clientFinal.substring(CLIENTS_BINDING.length());
  }

  /// @param message `v=<signature>`; one that is not the database's stays wrong
  public String serverFinal(String message) {
    if (!message.startsWith("v=") || clientFinal.isEmpty()) {
      return message;
    }
    byte[] signature = Base64.getDecoder().decode(message.substring(2));
    return secret.isServerSignature(signature, signed(databases()))
        ? "v=" + Base64.getEncoder().encodeToString(secret.serverSignature(signed(clientFinal)))
        : message;
  }

  private byte[] signed(String last) {
    return String.join(",", clientFirst, serverFirst, last).getBytes(StandardCharsets.ISO_8859_1);
  }
}
