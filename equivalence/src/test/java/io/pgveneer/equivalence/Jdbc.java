package io.pgveneer.equivalence;

import io.pgveneer.equivalence.client.Endpoint;
import java.sql.SQLException;

/// What the histories run from Java share.
final class Jdbc {
  private Jdbc() {}

  static String url(Endpoint endpoint) {
    return "jdbc:postgresql://%s:%d/%s"
        .formatted(endpoint.host(), endpoint.port(), endpoint.database());
  }

  /// The server's own words, without the row of several that it names.
  static String cause(Throwable failure) {
    Throwable cause = failure;
    for (Throwable next = failure; next != null; next = next.getCause()) {
      cause = next instanceof SQLException ? next : cause;
    }
    String state = cause instanceof SQLException error ? error.getSQLState() : "";
    return state + " " + String.valueOf(cause.getMessage()).replaceAll("=\\(.*?\\)", "=(…)");
  }
}
