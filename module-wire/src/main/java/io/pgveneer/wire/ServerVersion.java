package io.pgveneer.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server's version as a number.
final class ServerVersion {
  private static final Pattern SHAPE = Pattern.compile("^(\\d+)(?:\\.(\\d+))?");

  private ServerVersion() {}

  /// `server_version_num` for a `server_version` such as `18.6 (Debian 18.6-1)` or `19beta1`; 0
  /// for no version.
  static int number(String version) {
    Matcher matcher = SHAPE.matcher(version);
    if (!matcher.find()) {
      return 0;
    }
    String minor = matcher.group(2);
    return Integer.parseInt(matcher.group(1)) * 10_000
        + (minor == null ? 0 : Integer.parseInt(minor));
  }
}
