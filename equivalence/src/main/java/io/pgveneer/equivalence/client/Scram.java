package io.pgveneer.equivalence.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// The client's side of one SCRAM-SHA-256 exchange, without channel binding.
final class Scram {
  private static final String HEADER = "n,,";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String password;
  private final String first;

  Scram(String password) {
    this.password = password;
    byte[] nonce = new byte[18];
    RANDOM.nextBytes(nonce);
    this.first = "n=,r=" + HexFormat.of().formatHex(nonce);
  }

  byte[] clientFirst() {
    return (HEADER + first).getBytes(StandardCharsets.UTF_8);
  }

  byte[] clientFinal(String serverFirst) throws GeneralSecurityException {
    Map<String, String> attributes = attributes(serverFirst);
    byte[] salt = Base64.getDecoder().decode(attributes.getOrDefault("s", ""));
    int iterations = Integer.parseInt(attributes.getOrDefault("i", "0"));
    byte[] salted =
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
            .generateSecret(new PBEKeySpec(password.toCharArray(), salt, iterations, 256))
            .getEncoded();
    byte[] clientKey = hmac(salted, "Client Key");
    byte[] stored = MessageDigest.getInstance("SHA-256").digest(clientKey);
    String bare = "c=biws,r=" + attributes.get("r");
    byte[] proof = hmac(stored, first + "," + serverFirst + "," + bare);
    for (int i = 0; i < proof.length; i++) {
      proof[i] ^= clientKey[i];
    }
    return (bare + ",p=" + Base64.getEncoder().encodeToString(proof))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, String> attributes(String message) {
    Map<String, String> attributes = new TreeMap<>();
    for (String part : message.split(",", -1)) {
      attributes.put(part.substring(0, 1), part.substring(2));
    }
    return attributes;
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }
}
