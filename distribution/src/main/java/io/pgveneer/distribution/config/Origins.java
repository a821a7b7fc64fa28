package io.pgveneer.distribution.config;

import com.typesafe.config.ConfigOrigin;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where a value was written, as people look for it.
final class Origins {
  private Origins() {}

  /// `pgveneer.conf:3`, or `environment PGVENEER_LISTEN`; null for a default.
  static @Nullable String text(ConfigOrigin origin) {
    String file = origin.filename();
    if (file != null && origin.resource() == null) {
      return text(Path.of(file), origin.lineNumber());
    }
    String description = origin.description();
    return description.startsWith("environment ") ? description : null;
  }

  /// @param line 1-based; 0 or less where it is not known
  static String text(Path file, int line) {
    Path name = file.getFileName();
    return (name == null ? file : name) + (line > 0 ? ":" + line : "");
  }
}
