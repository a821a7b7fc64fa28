package io.pgveneer.wire.scram;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/// An exchange between a client that signs `y` and a database that was told `n`.
class ScramTranslationTest {
  private static final byte[] CLIENT_KEY = key(1);
  private static final byte[] SERVER_KEY = key(2);
  private static final String FIRST = "n=,r=abc";
  private static final String SERVER = "r=abcdef,s=c2FsdA==,i=4096";

  @Test
  void shouldTurnAProofIntoOneForWhatTheDatabaseWasTold() throws Exception {
    // Given
    ScramTranslation translation = new ScramTranslation(secret());
    assertThat(translation.clientFirst("y,," + FIRST)).isEqualTo("n,," + FIRST);
    translation.serverFirst(SERVER);

    // When
    String last = translation.clientFinal("c=eSws,r=abcdef,p=" + proof(CLIENT_KEY, "c=eSws"));

    // Then
    assertThat(last).isEqualTo("c=biws,r=abcdef,p=" + proof(CLIENT_KEY, "c=biws"));
    assertThat(translation.serverFinal("v=" + signature("c=biws")))
        .isEqualTo("v=" + signature("c=eSws"));
    assertThat(translation.serverFinal("v=" + signature("c=other")))
        .isEqualTo("v=" + signature("c=other"));
    assertThat(translation.serverFinal("e=other-error")).isEqualTo("e=other-error");
  }

  @Test
  void shouldKeepAWrongProofWrong() throws Exception {
    for (String secret : new String[] {secret(), "", "md5abc"}) {
      ScramTranslation translation = new ScramTranslation(secret);
      translation.clientFirst("y,," + FIRST);
      translation.serverFirst(SERVER);
      byte[] key = secret.startsWith("SCRAM") ? key(3) : CLIENT_KEY;
      String last = translation.clientFinal("c=eSws,r=abcdef,p=" + proof(key, "c=eSws"));
      assertThat(last)
          .startsWith("c=biws,r=abcdef,p=")
          .isNotEqualTo("c=biws,r=abcdef,p=" + proof(CLIENT_KEY, "c=biws"));
    }
  }

  @Test
  void shouldPassOnWhatIsNoScram() {
    ScramTranslation translation = new ScramTranslation(secretOfZeros());
    for (String message :
        new String[] {"", "c=eSws,", "c=eSws,p=!", "c=biws,r=x,p=AA==", "\0\u00ff", "p="}) {
      translation.clientFirst("y,");
      assertThat(translation.clientFinal(message)).isEqualTo(message);
    }
    assertThat(translation.clientFinal("c=eSws,r=x,p=")).isEqualTo("c=biws,r=x,p=");
    assertThat(ScramTranslation.isNeeded("n,,n=,r=abc")).isFalse();
    assertThat(ScramTranslation.isNeeded("p=tls-server-end-point,,n=,r=abc")).isFalse();
  }

  private static String secretOfZeros() {
    String zeros = Base64.getEncoder().encodeToString(new byte[32]);
    return "SCRAM-SHA-256$4096:c2FsdA==$" + zeros + ":" + zeros;
  }

  private static String secret() throws Exception {
    Base64.Encoder base64 = Base64.getEncoder();
    return "SCRAM-SHA-256$4096:c2FsdA==$"
        + base64.encodeToString(sha(CLIENT_KEY))
        + ":"
        + base64.encodeToString(SERVER_KEY);
  }

  private static String proof(byte[] key, String binding) throws Exception {
    byte[] proof = hmac(sha(CLIENT_KEY), binding);
    for (int i = 0; i < proof.length; i++) {
      proof[i] ^= key[i];
    }
    return Base64.getEncoder().encodeToString(proof);
  }

  private static String signature(String binding) throws Exception {
    return Base64.getEncoder().encodeToString(hmac(SERVER_KEY, binding));
  }

  private static byte[] hmac(byte[] key, String binding) throws Exception {
    String text = FIRST + "," + SERVER + "," + binding + ",r=abcdef";
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] sha(byte[] bytes) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private static byte[] key(int value) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) value);
    return key;
  }
}
