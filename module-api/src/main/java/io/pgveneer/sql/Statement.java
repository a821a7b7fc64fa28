package io.pgveneer.sql;

import org.jspecify.annotations.Nullable;

/// What the head of a statement says of it.
///
/// @param command the command tag's words
record Statement(StatementClass kind, @Nullable StatementClass inner, String command) {

  static Statement of(StatementClass kind, String command) {
    return new Statement(kind, null, command);
  }
}
