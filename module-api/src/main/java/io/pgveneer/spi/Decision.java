package io.pgveneer.spi;

import io.pgveneer.api.Plan;
import io.pgveneer.api.SqlError;

/// A handler's answer.
public sealed interface Decision {

  /// The handler takes the statement.
  record Mine(Plan plan) implements Decision {}

  /// The next handler is asked.
  record NotMine() implements Decision {}

  /// No handler must take it: the statement fails.
  record Refused(SqlError error) implements Decision {}
}
