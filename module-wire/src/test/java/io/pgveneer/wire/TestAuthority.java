package io.pgveneer.wire;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.ExtendedKeyUsage;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;

/// An authority that signs certificates, and writes them to PEM files.
final class TestAuthority {
  private final X509Bundle root;
  private final Path directory;

  private TestAuthority(X509Bundle root, Path directory) {
    this.root = root;
    this.directory = directory;
  }

  static TestAuthority create(Path directory, String name) throws Exception {
    X509Bundle root =
        new CertificateBuilder()
            .rsa2048()
            .subject("CN=" + name)
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    return new TestAuthority(root, directory);
  }

  String pem() {
    return root.getCertificatePEM();
  }

  Path file() throws IOException {
    return write("root" + root.getCertificate().getSerialNumber() + ".crt", pem());
  }

  /// For `localhost` by its name, not by its address.
  X509Bundle server() throws Exception {
    return localhost().buildIssuedBy(root);
  }

  /// As [#server], until yesterday.
  X509Bundle expired() throws Exception {
    Instant now = Instant.now();
    return localhost()
        .notBefore(now.minus(Duration.ofDays(30)))
        .notAfter(now.minus(Duration.ofDays(1)))
        .buildIssuedBy(root);
  }

  private static CertificateBuilder localhost() {
    return new CertificateBuilder()
        .ecp256()
        .subject("CN=localhost")
        .addSanDnsName("localhost")
        .addExtendedKeyUsage(ExtendedKeyUsage.PKIX_KP_SERVER_AUTH);
  }

  X509Bundle client(String name) throws Exception {
    return new CertificateBuilder()
        .rsa2048()
        .subject("CN=" + name)
        .addExtendedKeyUsage(ExtendedKeyUsage.PKIX_KP_CLIENT_AUTH)
        .buildIssuedBy(root);
  }

  Path write(String file, String text) throws IOException {
    return Files.writeString(directory.resolve(file), text);
  }

  /// @return `name.crt` and `name.key` in the directory
  Pair write(String name, X509Bundle bundle) throws IOException {
    return new Pair(
        write(name + ".crt", bundle.getCertificatePathPEM()),
        ownersAlone(write(name + ".key", bundle.getPrivateKeyPEM())));
  }

  /// As drivers want keys to be.
  private static Path ownersAlone(Path file) throws IOException {
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  record Pair(Path certificate, Path key) {}
}
