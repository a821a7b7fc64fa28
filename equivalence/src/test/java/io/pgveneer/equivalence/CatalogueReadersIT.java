package io.pgveneer.equivalence;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgveneer.equivalence.client.Endpoint;
import io.pgveneer.equivalence.run.Arena;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.postgresql.util.DriverInfo;

/// What frameworks read of the catalogue is the same on a preview and on a copy, after some
/// definitions: by JDBC's metadata (Hibernate's validation, Flyway, Liquibase), SQLAlchemy's
/// inspector (Alembic) and ActiveRecord.
///
/// `.ci/migrations` installs what those of other languages need.
final class CatalogueReadersIT {
  private static final Path READERS = Path.of("src/test/readers").toAbsolutePath();
  private static final List<String> DEFINITIONS =
      List.of(
          "ALTER TABLE users ADD COLUMN phone varchar(20) DEFAULT 'none' NOT NULL",
          "ALTER TABLE products RENAME COLUMN name TO title",
          "ALTER TABLE products DROP COLUMN details",
          "CREATE TABLE devices (id bigserial PRIMARY KEY, owner int REFERENCES users (id))",
          "CREATE UNIQUE INDEX devices_owner ON devices (owner) WHERE owner > 0",
          "COMMENT ON TABLE users IS 'who buys'",
          "CREATE VIEW owners AS SELECT u.id, d.id AS device FROM users u JOIN devices d ON d.owner = u.id");

  @TestFactory
  Stream<DynamicTest> shouldReadWhatACopyTells() {
    Rehearsals readers = new Rehearsals("readers");
    readers.add(reader("JDBC's metadata", CatalogueReadersIT::jdbc));
    readers.add(
        reader(
            "SQLAlchemy",
            endpoint ->
                script(
                    endpoint,
                    "/usr/lib/python3/dist-packages/sqlalchemy",
                    "python3",
                    "inspector.py")));
    readers.add(
        reader(
            "ActiveRecord",
            endpoint -> script(endpoint, "/usr/share/doc/ruby-activerecord", "ruby", "schema.rb")));
    return readers.tests();
  }

  private static Rehearsal reader(String name, Arena.Work work) {
    return new Rehearsal(
        name,
        "what it reads of the catalogue, after definitions",
        endpoint -> {
          define(endpoint);
          return work.on(endpoint);
        });
  }

  private static Connection open(Endpoint endpoint) throws SQLException {
    return DriverManager.getConnection(Jdbc.url(endpoint), endpoint.user(), endpoint.password());
  }

  private static void define(Endpoint endpoint) throws SQLException {
    try (Connection connection = open(endpoint);
        Statement statement = connection.createStatement()) {
      for (String sql : DEFINITIONS) {
        statement.execute(sql);
      }
    }
  }

  private static List<String> jdbc(Endpoint endpoint) throws SQLException {
    List<String> told = new ArrayList<>();
    told.add("version " + DriverInfo.DRIVER_VERSION);
    try (Connection connection = open(endpoint)) {
      DatabaseMetaData data = connection.getMetaData();
      add(told, data.getSchemas());
      add(told, data.getTables(null, null, "%", null));
      add(told, data.getColumns(null, null, "%", "%"));
      add(told, data.getTablePrivileges(null, "public", "%"));
      add(told, data.getTypeInfo());
      add(told, data.getFunctions(null, "public", "%"));
      for (String schema : List.of("public", "stock")) {
        add(told, data.getPrimaryKeys(null, schema, null));
        add(told, data.getImportedKeys(null, schema, null));
        add(told, data.getExportedKeys(null, schema, null));
        add(told, data.getIndexInfo(null, schema, null, false, true));
      }
      // as Hibernate asks for them
      add(
          told,
          connection.createStatement().executeQuery("SELECT * FROM information_schema.sequences"));
    }
    return told;
  }

  /// All but sizes, which differ as storage does, names of databases, and names with OIDs in them.
  private static void add(List<String> told, ResultSet rows) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (rows) {
      while (rows.next()) {
        StringBuilder line = new StringBuilder();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          String label = rows.getMetaData().getColumnLabel(i);
          boolean size = label.equals("CARDINALITY") || label.equals("PAGES");
          boolean own = label.matches("(?i).*_(cat|catalog)") || label.equals("SPECIFIC_NAME");
          line.append(size || own ? "" : label + "=" + rows.getString(i) + " ");
        }
        lines.add(line.toString().replaceAll("pg_toast_\\d+", "pg_toast_n"));
      }
    }
    told.addAll(lines.stream().sorted().toList());
  }

  private static List<String> script(Endpoint endpoint, String needed, String program, String name)
      throws IOException {
    assumeTrue(Files.exists(Path.of(needed)), ".ci/migrations has not run");
    return Rehearsals.command(
        READERS, "/usr/bin/" + program, READERS.resolve(name).toString(), Rehearsals.url(endpoint));
  }
}
