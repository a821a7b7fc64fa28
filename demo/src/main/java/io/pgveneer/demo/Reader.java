package io.pgveneer.demo;

import io.pgveneer.testkit.Database;
import java.sql.SQLException;

/// The role that previews read production with: it may read everything and write nothing.
final class Reader {
  private static final String NAME = "preview_reader";
  private static final String PASSWORD = "reader";

  private Reader() {}

  /// The same database as this role, which is made where it is missing.
  static Database of(Database production) throws SQLException {
    production.execute(
        "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '"
            + NAME
            + "') THEN CREATE ROLE "
            + NAME
            + " LOGIN PASSWORD '"
            + PASSWORD
            + "'; GRANT pg_read_all_data TO "
            + NAME
            + "; END IF; END $$");
    return production.as(NAME, PASSWORD);
  }
}
