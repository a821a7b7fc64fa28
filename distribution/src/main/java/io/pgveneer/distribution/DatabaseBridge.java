package io.pgveneer.distribution;

import io.pgveneer.distribution.config.Address;
import io.pgveneer.distribution.config.DatabaseUrl;
import io.pgveneer.distribution.config.Secret;
import io.pgveneer.distribution.config.Settings;
import io.pgveneer.fdw.ProductionServer;
import io.pgveneer.schema.ConnectOptions;
import io.pgveneer.schema.DatabaseSettings;
import io.pgveneer.wire.tls.SslMode;
import io.pgveneer.wire.tls.TlsDemand;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// From the configuration's types to those of the modules that connect: the one place where
/// passwords are revealed.
final class DatabaseBridge {
  private DatabaseBridge() {}

  static DatabaseSettings settings(DatabaseUrl url) {
    return new DatabaseSettings(
        url.host(), url.port(), url.database(), url.user(), password(url), driver(url));
  }

  /// The driver's parameters, which takes two things otherwise than libpq: it verifies nothing with
  /// `require`, whatever roots are given, and has another way to name the system's.
  private static Map<String, String> driver(DatabaseUrl url) {
    Map<String, String> parameters = new TreeMap<>(url.parameters());
    if (isSystem(url)) {
      parameters.remove("sslrootcert");
      parameters.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
      parameters.put("sslmode", "verify-full");
    } else if (parameters.containsKey("sslrootcert")) {
      parameters.replace("sslmode", "require", "verify-ca");
    }
    return parameters;
  }

  private static boolean isSystem(DatabaseUrl url) {
    return "system".equals(url.parameters().get("sslrootcert"));
  }

  /// What clients' backends are encrypted with.
  static TlsDemand tls(DatabaseUrl url) {
    String usual = isSystem(url) ? "verify-full" : "prefer";
    String mode = url.parameters().getOrDefault("sslmode", usual);
    return new TlsDemand(
        SslMode.valueOf(mode.replace('-', '_').toUpperCase(Locale.ROOT)),
        isSystem(url) ? null : file(url, "sslrootcert"),
        isSystem(url),
        file(url, "sslcert"),
        file(url, "sslkey"));
  }

  private static @Nullable Path file(DatabaseUrl url, String parameter) {
    String path = url.parameters().get(parameter);
    return path == null ? null : Path.of(path);
  }

  static ConnectOptions options(Settings.Setup setup) {
    return new ConnectOptions(setup.poolSize(), setup.connectTimeout(), setup.patience());
  }

  /// @param address where the fresh database reaches production
  static ProductionServer server(DatabaseUrl url, Address address) {
    ProductionServer usual =
        ProductionServer.of(
            address.host(), address.port(), url.database(), url.user(), password(url));
    return new ProductionServer(
        usual.host(),
        usual.port(),
        usual.database(),
        usual.user(),
        usual.password(),
        url.parameters().getOrDefault("sslmode", usual.sslmode()),
        usual.statementTimeout(),
        usual.idleTimeout(),
        usual.roundTrip(),
        usual.fetchSize());
  }

  private static @Nullable String password(DatabaseUrl url) {
    Secret secret = url.password();
    return secret == null ? null : secret.reveal();
  }
}
