package io.pgveneer.demo;

import java.util.Locale;

/// Which of the protocol's two ways pgjdbc sends statements by.
public enum Mode {
  /// Query messages, parameters written into the text.
  SIMPLE,
  /// Parse, Bind, Execute.
  EXTENDED;

  /// As pgjdbc's `preferQueryMode` knows it.
  String property() {
    return name().toLowerCase(Locale.ROOT);
  }
}
