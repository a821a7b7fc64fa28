package io.pgveneer.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.distribution.config.DatabaseUrl;
import io.pgveneer.wire.tls.SslMode;
import io.pgveneer.wire.tls.TlsDemand;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseBridgeTest {

  @Test
  void shouldEncryptBackendsAsLibpqWould() {
    assertThat(DatabaseBridge.tls(url(""))).isEqualTo(TlsDemand.DEFAULT);
    assertThat(DatabaseBridge.tls(url("?sslmode=verify-ca&sslrootcert=/r.crt")))
        .isEqualTo(TlsDemand.of(SslMode.VERIFY_CA).withRootCertificate(Path.of("/r.crt")));
    assertThat(DatabaseBridge.tls(url("?sslmode=require&sslcert=/c.crt&sslkey=/c.key")))
        .isEqualTo(
            TlsDemand.of(SslMode.REQUIRE).withCertificate(Path.of("/c.crt"), Path.of("/c.key")));
    assertThat(DatabaseBridge.tls(url("?sslrootcert=system")))
        .isEqualTo(new TlsDemand(SslMode.VERIFY_FULL, null, true, null, null));
  }

  @Test
  void shouldHaveTheDriverVerifyWhatLibpqVerifies() {
    assertThat(DatabaseBridge.settings(url("?sslmode=require")).parameters())
        .isEqualTo(Map.of("sslmode", "require"));
    assertThat(DatabaseBridge.settings(url("?sslmode=require&sslrootcert=/r.crt")).parameters())
        .isEqualTo(Map.of("sslmode", "verify-ca", "sslrootcert", "/r.crt"));
    assertThat(DatabaseBridge.settings(url("?sslrootcert=system")).parameters())
        .isEqualTo(
            Map.of(
                "sslmode",
                "verify-full",
                "sslfactory",
                "org.postgresql.ssl.DefaultJavaSSLFactory"));
  }

  private static DatabaseUrl url(String parameters) {
    return DatabaseUrl.parse("postgresql://u@h/d" + parameters);
  }
}
