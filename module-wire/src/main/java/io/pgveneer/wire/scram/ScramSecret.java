package io.pgveneer.wire.scram;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The two keys that a database keeps of a password.
///
/// Shape: `SCRAM-SHA-256$<iterations>:<salt>$<StoredKey>:<ServerKey>`, the last three in Base64.
/// Source: PostgreSQL manual, "pg_authid".
final class ScramSecret {
  private static final Pattern TEXT = Pattern.compile("SCRAM-SHA-256\\$\\d+:[^$]+\\$([^:]+):(.+)");
  private static final int SIZE = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] storedKey;
  private final byte[] serverKey;

  private ScramSecret(byte[] storedKey, byte[] serverKey) {
    this.storedKey = storedKey;
    this.serverKey = serverKey;
  }

  /// @param text as the database keeps it; for one of another kind, or none, keys that nothing
  ///     matches, as PostgreSQL does it
  static ScramSecret of(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return new ScramSecret(random(), random());
    }
    Base64.Decoder base64 = Base64.getDecoder();
    return new ScramSecret(base64.decode(parts.group(1)), base64.decode(parts.group(2)));
  }

  private static byte[] random() {
    byte[] bytes = new byte[SIZE];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /// The proof for another text by whoever has proven the first; where that proof is wrong, so is
  /// this one.
  byte[] proofAgain(byte[] proof, byte[] proven, byte[] other) {
    return xor(xor(proof, hmac(storedKey, proven)), hmac(storedKey, other));
  }

  byte[] serverSignature(byte[] text) {
    return hmac(serverKey, text);
  }

  boolean isServerSignature(byte[] signature, byte[] text) {
    return MessageDigest.isEqual(signature, serverSignature(text));
  }

  private static byte[] xor(byte[] one, byte[] other) {
    byte[] result = new byte[one.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (byte) (one[i] ^ other[i % SIZE]);
    }
    return result;
  }

  private static byte[] hmac(byte[] key, byte[] text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
