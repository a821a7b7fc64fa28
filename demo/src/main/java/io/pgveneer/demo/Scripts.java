package io.pgveneer.demo;

import io.pgveneer.testkit.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/// The SQL that fills the productions.
final class Scripts {
  private Scripts() {}

  static void run(String name, Database database) throws SQLException {
    database.execute(text(name));
  }

  private static String text(String name) {
    try (InputStream resource = Scripts.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IllegalStateException("resource " + name + " is missing");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("resource " + name + " cannot be read", e);
    }
  }
}
