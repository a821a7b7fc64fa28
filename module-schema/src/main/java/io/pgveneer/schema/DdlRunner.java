package io.pgveneer.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs many statements in few round trips, each with a savepoint of its own.
final class DdlRunner implements AutoCloseable {
  /// Every statement takes locks that last as long as the chunk's transaction, and the server's
  /// lock table is finite.
  private static final int CHUNK = 250;

  private static final String FUNCTION =
      """
      CREATE OR REPLACE FUNCTION pg_temp.pgveneer_run(statements text[])
      RETURNS TABLE (place int, message text) LANGUAGE plpgsql AS $$
      BEGIN
        FOR i IN 1 .. coalesce(cardinality(statements), 0) LOOP
          IF i = 1 OR statements[i - 1] ~* 'extension' THEN
            -- IN, BETWEEN, IS DISTINCT FROM and the like cannot name the schema of their operators
            PERFORM set_config('search_path', concat_ws(', ', 'pg_catalog', (
              SELECT string_agg(DISTINCT quote_ident(n.nspname), ', ') FROM pg_extension e
              JOIN pg_namespace n ON n.oid = e.extnamespace WHERE n.nspname <> 'pg_catalog')), true);
          END IF;
          BEGIN
            EXECUTE statements[i];
          EXCEPTION WHEN OTHERS THEN
            place := i;
            message := SQLERRM;
            RETURN NEXT;
          END;
        END LOOP;
      END $$
      """;

  private final Connection connection;

  /// @param connection with autocommit on; not closed
  DdlRunner(Connection connection) throws SQLException {
    this.connection = connection;
    Rows.execute(connection, FUNCTION);
  }

  /// The server's words on those that failed, by their index in the list.
  Map<Integer, String> run(List<String> statements) throws SQLException {
    Map<Integer, String> failures = new HashMap<>();
    for (int start = 0; start < statements.size(); start += CHUNK) {
      int offset = start;
      List<String> chunk = statements.subList(start, Math.min(start + CHUNK, statements.size()));
      Rows.list(
          connection,
          "SELECT place, message FROM pg_temp.pgveneer_run(?)",
          row -> note(row, offset, failures),
          List.of(chunk));
    }
    return failures;
  }

  /// Leaves nothing behind on a pooled connection.
  @Override
  public void close() throws SQLException {
    Rows.execute(connection, "DROP FUNCTION IF EXISTS pg_temp.pgveneer_run(text[])");
  }

  private static int note(ResultSet row, int offset, Map<Integer, String> failures)
      throws SQLException {
    int index = offset + row.getInt(1) - 1;
    failures.put(index, row.getString(2));
    return index;
  }
}
