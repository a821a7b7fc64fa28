package io.pgveneer.distribution.config;

/// A host and a port.
///
/// @param host a name or an address, IPv6 without brackets
/// @param port 0 to 65535
public record Address(String host, int port) {

  /// Reads `host:port`, `[address]:port`.
  ///
  /// Errors: IllegalArgumentException that says what is wrong with it.
  public static Address parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0 || colon < text.lastIndexOf(']')) {
      throw new IllegalArgumentException("'" + text + "' is not host:port");
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is not host:port; an IPv6 address stands in brackets");
    }
    return new Address(host, port(text.substring(colon + 1)));
  }

  static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not a port number", e);
    }
    throw new IllegalArgumentException("port " + text + " is not between 0 and 65535");
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
