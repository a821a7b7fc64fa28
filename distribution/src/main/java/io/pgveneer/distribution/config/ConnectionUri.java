package io.pgveneer.distribution.config;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Takes a libpq connection URI apart. No message of its errors quotes it.
final class ConnectionUri {
  private static final List<String> SCHEMES = List.of("postgresql://", "postgres://");

  /// What can be honoured by the driver, by `postgres_fdw` and by the front door alike.
  private static final Set<String> PASSED_ON =
      Set.of(
          "sslmode",
          "sslrootcert",
          "sslcert",
          "sslkey",
          "connect_timeout",
          "application_name",
          "options");

  /// What libpq knows besides. Only these are named in an error: another word after ? may be half a
  /// password.
  private static final Set<String> NOT_SUPPORTED =
      Set.of(
          "channel_binding",
          "client_encoding",
          "gssencmode",
          "hostaddr",
          "keepalives",
          "load_balance_hosts",
          "passfile",
          "require_auth",
          "service",
          "sslcrl",
          "target_session_attrs");

  private static final String VERIFY_FULL = "verify-full";
  private static final String SYSTEM_ROOTS = "system";
  private static final List<String> SSL_MODES =
      List.of("disable", "allow", "prefer", "require", "verify-ca", VERIFY_FULL);

  private final String text;
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private String host = "";
  private @Nullable Integer port;
  private String database = "";
  private String user = "";
  private @Nullable String password;

  ConnectionUri(String text) {
    this.text = text.strip();
  }

  DatabaseUrl read() {
    String rest = withoutScheme();
    int query = rest.indexOf('?');
    if (query >= 0) {
      readParameters(rest.substring(query + 1));
      rest = rest.substring(0, query);
    }
    int slash = rest.indexOf('/');
    if (slash >= 0) {
      database = or(database, decode(rest.substring(slash + 1)));
      rest = rest.substring(0, slash);
    }
    int at = rest.lastIndexOf('@');
    if (at >= 0) {
      readUser(rest.substring(0, at));
    }
    readHost(rest.substring(at + 1));
    checkRoots();
    return assembled();
  }

  private DatabaseUrl assembled() {
    if (host.startsWith("/")) {
      throw new IllegalArgumentException("Unix sockets are not supported");
    }
    String name = or(user, System.getProperty("user.name"));
    return new DatabaseUrl(
        or(host, "localhost"),
        port == null ? 5432 : port,
        or(database, name),
        name,
        password == null ? null : new Secret(password),
        parameters);
  }

  private String withoutScheme() {
    for (String scheme : SCHEMES) {
      if (text.startsWith(scheme)) {
        return text.substring(scheme.length());
      }
    }
    throw new IllegalArgumentException(
        text.startsWith("jdbc:")
            ? "it is a JDBC URL, not a PostgreSQL URI"
            : "it does not begin with postgresql://");
  }

  private void readUser(String userInfo) {
    int colon = userInfo.indexOf(':');
    user = or(user, decode(colon < 0 ? userInfo : userInfo.substring(0, colon)));
    if (colon >= 0 && password == null) {
      password = decode(userInfo.substring(colon + 1));
    }
  }

  private void readHost(String hostPort) {
    if (hostPort.indexOf(',') >= 0) {
      throw new IllegalArgumentException("it names more than one host");
    }
    int end = hostPort.startsWith("[") ? hostPort.indexOf(']') + 1 : hostPort.indexOf(':');
    if (end == 0 && hostPort.startsWith("[")) {
      throw new IllegalArgumentException("the bracket of the IPv6 address is not closed");
    }
    String name = end < 0 ? hostPort : hostPort.substring(0, end);
    String rest = end < 0 ? "" : hostPort.substring(end);
    if (name.startsWith("[")) {
      name = name.substring(1, name.length() - 1);
    }
    host = or(host, decode(name));
    if (rest.length() > 1 && port == null) {
      port = portOf(rest.startsWith(":") ? rest.substring(1) : rest);
    }
  }

  private void readParameters(String query) {
    for (String pair : query.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("a parameter after ? has no =");
      }
      readParameter(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
    }
  }

  private void readParameter(String name, String value) {
    switch (name) {
      case "host" -> host = value;
      case "port" -> port = portOf(value);
      case "dbname" -> database = value;
      case "user" -> user = value;
      case "password" -> password = value;
      case "ssl" -> parameters.put("sslmode", "true".equals(value) ? "require" : "prefer");
      default -> {
        if (!PASSED_ON.contains(name)) {
          throw new IllegalArgumentException(
              NOT_SUPPORTED.contains(name)
                  ? "the parameter " + name + " is not supported"
                  : "a parameter after ? is none that PostgreSQL knows");
        }
        parameters.put(name, name.equals("sslmode") ? sslMode(value) : value);
      }
    }
  }

  private static String sslMode(String value) {
    if (!SSL_MODES.contains(value)) {
      throw new IllegalArgumentException("sslmode is none of " + String.join(", ", SSL_MODES));
    }
    return value;
  }

  /// libpq trusts the system's authorities with the host's name alone.
  private void checkRoots() {
    if (SYSTEM_ROOTS.equals(parameters.get("sslrootcert"))
        && !parameters.getOrDefault("sslmode", VERIFY_FULL).equals(VERIFY_FULL)) {
      throw new IllegalArgumentException("sslrootcert=system goes with sslmode=verify-full alone");
    }
  }

  /// As [Address#port], without quoting: what stands there may be half a password with an @ in it.
  private static int portOf(String text) {
    try {
      return Address.port(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "what follows the host is not a port number (special characters in a password are"
              + " percent-encoded, / as %2F)");
    }
  }

  private static String decode(String encoded) {
    if (encoded.indexOf('%') < 0) {
      return encoded;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c != '%') {
        String character = Character.toString(encoded.codePointAt(i));
        bytes.writeBytes(character.getBytes(StandardCharsets.UTF_8));
        i += character.length() - 1;
        continue;
      }
      int value = i + 3 <= encoded.length() ? hex(encoded, i + 1) : -1;
      if (value <= 0) {
        throw new IllegalArgumentException(
            "a % is not followed by two hexadecimal digits (% itself is written %25)");
      }
      bytes.write(value);
      i += 2;
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int hex(String text, int at) {
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : 16 * high + low;
  }

  private static String or(String value, String other) {
    return value.isEmpty() ? other : value;
  }
}
