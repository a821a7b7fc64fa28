package io.pgveneer.distribution;

import io.pgveneer.distribution.config.Address;
import io.pgveneer.distribution.config.DatabaseUrl;
import io.pgveneer.distribution.config.Secret;
import io.pgveneer.distribution.config.Settings;
import io.pgveneer.fdw.ProductionServer;
import io.pgveneer.schema.ConnectOptions;
import io.pgveneer.schema.DatabaseSettings;
import org.jspecify.annotations.Nullable;

/// From the configuration's types to those of the modules that connect: the one place where
/// passwords are revealed.
final class DatabaseBridge {
  private DatabaseBridge() {}

  static DatabaseSettings settings(DatabaseUrl url) {
    return new DatabaseSettings(
        url.host(), url.port(), url.database(), url.user(), password(url), url.parameters());
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
