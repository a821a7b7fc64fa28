package io.pgveneer.distribution.config;

/// What a good value looks like, for each kind of setting.
final class Advice {
  private Advice() {}

  static String of(Key key) {
    return switch (key.kind()) {
      case ADDRESS -> "write host:port, such as 127.0.0.1:6432";
      case DURATION ->
          "write a number with a unit, such as 500ms, 10s or 2m, of "
              + key.minimum()
              + "ms at least";
      case FILE -> "write the path of a PEM file";
      case FLAG -> "write true or false";
      case LEVEL -> "write error, warn, info, debug or trace";
      case LIST -> "write a list, such as [one, two], or the same with commas in a text";
      case NUMBER -> "write a whole number of " + key.minimum() + " at least";
      case TEXT -> "write a text in double quotes";
      case TLS_MODE -> "write disable, allow or require";
      case URI -> "write postgresql://user:password@host:port/database?sslmode=require";
    };
  }
}
