package io.pgveneer.spi;

import io.pgveneer.api.TransactionStatus;
import io.pgveneer.sql.Outline;

/// A statement to decide about.
///
/// @param outline the statement
/// @param schema names as this session sees them now
/// @param transaction the backend's status before it
/// @param prepared sent by Parse: it may be executed many times, with parameters
public record StatementRequest(
    Outline outline, SessionSchema schema, TransactionStatus transaction, boolean prepared) {

  public StatementRequest {
    schema = ApartSchema.of(schema, outline);
  }

  public String sql() {
    return outline.sql();
  }
}
