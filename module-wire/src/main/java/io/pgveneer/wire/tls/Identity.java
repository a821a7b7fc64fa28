package io.pgveneer.wire.tls;

import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A certificate with those that vouch for it, and its key.
record Identity(List<X509Certificate> chain, PrivateKey key) {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

  Identity {
    chain = List.copyOf(chain);
  }

  /// Errors: GeneralSecurityException where a file holds something else, or the two do not belong
  /// together; IOException where one cannot be read.
  static Identity read(Path certificate, Path key) throws IOException, GeneralSecurityException {
    List<X509Certificate> chain = certificates(certificate);
    Identity read = new Identity(chain, key(key, chain.getFirst().getPublicKey().getAlgorithm()));
    if (!read.isPair()) {
      throw new GeneralSecurityException(key + " is not the key of " + certificate);
    }
    return read;
  }

  static List<X509Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (found.isEmpty()) {
        throw new CertificateException(file + " holds no certificate");
      }
      return found;
    } catch (CertificateException e) {
      throw new CertificateException(file + " is no PEM file of certificates", e);
    }
  }

  private static PrivateKey key(Path file, String algorithm)
      throws IOException, GeneralSecurityException {
    Matcher pem = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    if (!pem.find()) {
      throw new GeneralSecurityException(
          file
              + " holds no key in PKCS #8 without a password"
              + " (openssl pkcs8 -topk8 -nocrypt makes one)");
    }
    byte[] bytes = Base64.getMimeDecoder().decode(pem.group(1));
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
  }

  /// Whether what the key signs is verified by the certificate.
  private boolean isPair() throws GeneralSecurityException {
    Certificate own = chain.getFirst();
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    byte[] text = "pgveneer".getBytes(StandardCharsets.US_ASCII);
    Signature signing = Signature.getInstance(algorithm);
    signing.initSign(key);
    signing.update(text);
    byte[] signed = signing.sign();
    Signature verifying = Signature.getInstance(algorithm);
    verifying.initVerify(own.getPublicKey());
    verifying.update(text);
    return verifying.verify(signed);
  }

  SslContextBuilder server() {
    return SslContextBuilder.forServer(key, chain);
  }
}
