package io.pgveneer.schema;

import io.pgveneer.api.PgveneerException;
import io.pgveneer.api.SqlError;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Says what went wrong with a connection, and what to do about it.
final class ConnectionErrors {
  private ConnectionErrors() {}

  /// Whether waiting may help: nobody listens, or the server is starting, stopping or full.
  static boolean isPassing(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("08") || state.equals("57P03") || state.startsWith("53300");
  }

  static PgveneerException explain(String role, DatabaseSettings settings, SQLException e) {
    String state = e.getSQLState() == null ? "08006" : e.getSQLState();
    String message =
        "the "
            + role
            + " database ("
            + settings
            + ") "
            + what(state, settings)
            + ": "
            + e.getMessage();
    return new PgveneerException(
        PgveneerException.Category.ENVIRONMENT,
        new SqlError(state, message, null, hint(state), 0),
        e);
  }

  private static String what(String state, DatabaseSettings settings) {
    return switch (state) {
      case "28P01", "28000" -> "refuses the login of " + settings.user();
      case "3D000" -> "does not exist";
      case "53300" -> "has no connection left";
      case "57P03" -> "is still starting";
      case "42501" -> "refuses what set-up needs";
      default -> state.startsWith("08") ? "cannot be reached" : "answers with an error";
    };
  }

  private static @Nullable String hint(String state) {
    return switch (state) {
      case "28P01" -> "Check user and password.";
      case "28000" -> "Check the user, and the server's pg_hba.conf.";
      case "3D000" -> "Create the database, or correct its name.";
      case "53300" -> "Raise max_connections there, or lower the pool's size.";
      case "08001", "08006", "08004" ->
          "Check host, port and TLS settings, and that the server runs.";
      default -> null;
    };
  }
}
