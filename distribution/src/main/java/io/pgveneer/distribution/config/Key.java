package io.pgveneer.distribution.config;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A setting: its path in the tree and what its values may be. `reference.conf` tells people the
/// same; a test holds the two together.
///
/// @param path `production.url`
/// @param minimum of a number: the least; of a duration: the least in milliseconds
record Key(String path, Kind kind, long minimum, boolean required) {

  enum Kind {
    ADDRESS,
    DURATION,
    FILE,
    FLAG,
    LEVEL,
    LIST,
    NUMBER,
    TEXT,
    TLS_MODE,
    URI
  }

  static final String ENVIRONMENT_PREFIX = "PGVENEER_";

  static final Key LISTEN = optional("listen", Kind.ADDRESS);
  static final Key PRODUCTION_URL = new Key("production.url", Kind.URI, 0, true);
  static final Key PRODUCTION_PASSWORD = optional("production.password", Kind.TEXT);
  static final Key ALLOW_WRITABLE_ROLE = optional("production.allow-writable-role", Kind.FLAG);
  static final Key CHECK_INTERVAL = new Key("production.check-interval", Kind.DURATION, 0, false);
  static final Key NEW_COLUMNS = optional("production.new-columns", Kind.FLAG);
  static final Key FRESH_URL = new Key("fresh.url", Kind.URI, 0, true);
  static final Key FRESH_PASSWORD = optional("fresh.password", Kind.TEXT);
  static final Key PRODUCTION_ADDRESS = optional("fresh.production-address", Kind.ADDRESS);
  static final Key POOL_SIZE = new Key("setup.pool-size", Kind.NUMBER, 2, false);
  static final Key CONNECT_TIMEOUT = new Key("setup.connect-timeout", Kind.DURATION, 250, false);
  static final Key PATIENCE = new Key("setup.patience", Kind.DURATION, 0, false);
  static final Key HEADROOM = new Key("sequences.headroom", Kind.NUMBER, 0, false);
  static final Key COPY_LIMIT = new Key("overlay.copy-limit", Kind.NUMBER, 0, false);
  static final Key QUESTION_COST = new Key("reads.question-cost", Kind.NUMBER, 0, false);
  static final Key AUTHENTICATION_TIMEOUT =
      new Key("clients.authentication-timeout", Kind.DURATION, 1000, false);
  static final Key FAILURE_DELAY = new Key("clients.failed-login-delay", Kind.DURATION, 0, false);
  static final Key MAX_CLIENTS = new Key("clients.max", Kind.NUMBER, 0, false);
  static final Key MAX_PER_USER = new Key("clients.max-per-user", Kind.NUMBER, 0, false);
  static final Key MAX_PER_DATABASE = new Key("clients.max-per-database", Kind.NUMBER, 0, false);
  static final Key WAIT = new Key("clients.wait", Kind.DURATION, 0, false);
  static final Key USERS = optional("clients.users", Kind.LIST);
  static final Key DATABASES = optional("clients.databases", Kind.LIST);
  static final Key ADDRESSES = optional("clients.addresses", Kind.LIST);
  static final Key TLS_MODE = optional("tls.mode", Kind.TLS_MODE);
  static final Key TLS_CERTIFICATE = optional("tls.certificate", Kind.FILE);
  static final Key TLS_KEY = optional("tls.key", Kind.FILE);
  static final Key TLS_CLIENT_AUTHORITY = optional("tls.client-authority", Kind.FILE);
  static final Key TLS_CLIENT_CERTIFICATE_REQUIRED =
      optional("tls.client-certificate-required", Kind.FLAG);
  static final Key METRICS_LISTEN = optional("metrics.listen", Kind.ADDRESS);
  static final Key METRICS_JMX = optional("metrics.jmx", Kind.FLAG);
  static final Key GRACE = new Key("shutdown.grace", Kind.DURATION, 0, false);
  static final Key LOG_LEVEL = optional("log.level", Kind.LEVEL);

  static final List<Key> ALL =
      List.of(
          LISTEN,
          PRODUCTION_URL,
          PRODUCTION_PASSWORD,
          ALLOW_WRITABLE_ROLE,
          CHECK_INTERVAL,
          NEW_COLUMNS,
          FRESH_URL,
          FRESH_PASSWORD,
          PRODUCTION_ADDRESS,
          POOL_SIZE,
          CONNECT_TIMEOUT,
          PATIENCE,
          HEADROOM,
          COPY_LIMIT,
          QUESTION_COST,
          AUTHENTICATION_TIMEOUT,
          FAILURE_DELAY,
          MAX_CLIENTS,
          MAX_PER_USER,
          MAX_PER_DATABASE,
          WAIT,
          USERS,
          DATABASES,
          ADDRESSES,
          TLS_MODE,
          TLS_CERTIFICATE,
          TLS_KEY,
          TLS_CLIENT_AUTHORITY,
          TLS_CLIENT_CERTIFICATE_REQUIRED,
          METRICS_LISTEN,
          METRICS_JMX,
          GRACE,
          LOG_LEVEL);

  private static Key optional(String path, Kind kind) {
    return new Key(path, kind, 0, false);
  }

  static @Nullable Key find(String path) {
    for (Key key : ALL) {
      if (key.path.equals(path)) {
        return key;
      }
    }
    return null;
  }

  /// Whether its values hold passwords and must not be quoted.
  boolean isSecret() {
    return kind == Kind.URI || kind == Kind.TEXT;
  }

  /// The environment variable that sets it.
  String variable() {
    return ENVIRONMENT_PREFIX + path.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
