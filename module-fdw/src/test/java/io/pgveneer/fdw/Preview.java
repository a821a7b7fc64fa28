package io.pgveneer.fdw;

import io.pgveneer.api.LowerColumn;
import io.pgveneer.api.LowerTable;
import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.Postgresql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A production and a fresh database with the same schema and the overlay in it; rows in production
/// only.
final class Preview implements AutoCloseable {
  final Database production;
  final Database fresh;
  final Connection connection;
  private final String checksum;

  private Preview(Database production, Database fresh, Connection connection, String checksum) {
    this.production = production;
    this.fresh = fresh;
    this.connection = connection;
    this.checksum = checksum;
  }

  static Preview open(int major, String schema, String rows) throws SQLException {
    return open(major, schema, rows, "", OverlayOptions.DEFAULT);
  }

  /// @param sequences what moves the sequences of the fresh database
  static Preview open(
      int major, String schema, String rows, String sequences, OverlayOptions options)
      throws SQLException {
    Database production = Postgresql.major(major).createDatabase();
    Database fresh = Postgresql.major(major).createDatabase();
    production.execute(schema);
    fresh.execute(schema + ";" + sequences);
    production.execute(rows);
    production.execute("ANALYZE");
    Preview preview = new Preview(production, fresh, fresh.connect(), checksum(production));
    preview.install(options);
    return preview;
  }

  long install() throws SQLException {
    return install(OverlayOptions.DEFAULT);
  }

  private long install(OverlayOptions options) throws SQLException {
    try (Connection installer = fresh.connect()) {
      return new OverlayInstaller(installer)
          .install(
              ProductionServer.of(
                  production.host(),
                  production.port(),
                  production.name(),
                  production.user(),
                  production.password()),
              tables(),
              List.of(),
              options);
    }
  }

  private List<LowerTable> tables() throws SQLException {
    List<LowerTable> tables = new ArrayList<>();
    for (String name :
        values(
            production,
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p')"
                + " AND relnamespace = 'public'::regnamespace ORDER BY oid")) {
      List<LowerColumn> columns = new ArrayList<>();
      for (String column :
          values(
              production,
              "SELECT attname || ' ' || format_type(atttypid, atttypmod)"
                  + " FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped AND attrelid = 'public."
                  + name
                  + "'::regclass ORDER BY attnum")) {
        String[] parts = column.split(" ", 2);
        columns.add(
            new LowerColumn(
                parts[0],
                columns.size() + 1,
                parts[1],
                null,
                false,
                false,
                columns.size() + 1,
                null,
                0));
      }
      List<String> key =
          values(
              production,
              "SELECT a.attname FROM pg_index i, unnest(i.indkey) WITH ORDINALITY k(n, o),"
                  + " pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum = k.n AND i.indisprimary"
                  + " AND i.indrelid = 'public."
                  + name
                  + "'::regclass ORDER BY o");
      List<String> oid = values(fresh, "SELECT to_regclass('public." + name + "')::oid");
      tables.add(
          new LowerTable(
              "public",
              name,
              'r',
              columns,
              key,
              List.of(),
              List.of(),
              false,
              -1,
              Long.parseLong(oid.getFirst()),
              Long.parseLong(
                  values(production, "SELECT 'public." + name + "'::regclass::oid").getFirst()),
              0));
    }
    return tables;
  }

  String view(String kind, String table) throws SQLException {
    return "pgveneer_overlay." + kind + "_" + one("SELECT '" + table + "'::regclass::oid");
  }

  String merged(String table) throws SQLException {
    return view("merged", table);
  }

  void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// Runs and tells the overlay's signals: SQLSTATE and detail of each.
  List<String> signals(String sql) throws SQLException {
    List<String> signals = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
        if (w.getSQLState().startsWith("PV")) {
          signals.add(
              w.getSQLState()
                  + " "
                  + ((org.postgresql.util.PSQLWarning) w).getServerErrorMessage().getDetail());
        }
      }
    }
    return signals;
  }

  String one(String sql) throws SQLException {
    return String.join("|", rows(sql));
  }

  /// Rows as text, columns separated by commas.
  List<String> rows(String sql) throws SQLException {
    return rows(connection, sql);
  }

  static List<String> rows(Connection connection, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        String[] row = new String[result.getMetaData().getColumnCount()];
        for (int i = 0; i < row.length; i++) {
          row[i] = result.getString(i + 1);
        }
        rows.add(String.join(",", Arrays.asList(row)));
      }
    }
    return rows;
  }

  private static List<String> values(Database database, String sql) throws SQLException {
    try (Connection connection = database.connect()) {
      return rows(connection, sql);
    }
  }

  private static String checksum(Database database) throws SQLException {
    StringBuilder sum = new StringBuilder();
    for (String table :
        values(
            database,
            "SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'r'"
                + " AND relnamespace = 'public'::regnamespace ORDER BY relname")) {
      sum.append(
          values(
              database,
              "SELECT md5(coalesce(string_agg(t::text || ctid || xmin, ',' ORDER BY ctid), '')) FROM "
                  + table
                  + " t"));
    }
    return sum.toString();
  }

  /// Whether production is byte for byte what it was.
  boolean productionIsUntouched() throws SQLException {
    return checksum.equals(checksum(production));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
