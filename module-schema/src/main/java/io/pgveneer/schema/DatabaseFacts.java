package io.pgveneer.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the checks ask a database for.
///
/// @param identity tells this database from all others
/// @param locale everything that decides how text sorts and folds, in words
/// @param unsafe what the role could change, in words; empty for a role that only reads
/// @param unreadable tables that the role may not read, or whose policies hide rows from it
/// @param filled tables that seem to hold rows
/// @param mine whether this database was set up as a preview's before
/// @param amount an amount of money as it is written there
/// @param money whether it has columns of money
record DatabaseFacts(
    int major,
    String version,
    String identity,
    boolean superuser,
    boolean readOnly,
    boolean hasForeignDataWrapper,
    String encoding,
    String locale,
    @Nullable String collationVersion,
    List<String> unsafe,
    List<String> unreadable,
    List<String> filled,
    boolean mine,
    String amount,
    boolean money) {

  static DatabaseFacts read(Connection connection) throws SQLException {
    int major = Rows.major(connection);
    CatalogSql sql = CatalogSql.of(major, major);
    List<String> unsafe = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    List<String> filled = new ArrayList<>();
    Rows.list(
        connection,
        sql.text("rights.sql"),
        row ->
            switch (row.getString(1)) {
              case "unsafe" -> unsafe.add(row.getString(2));
              case "unreadable" -> unreadable.add(row.getString(2));
              default -> filled.add(row.getString(2));
            });
    return Rows.list(
            connection,
            sql.text("database.sql"),
            row -> facts(major, row, unsafe, unreadable, filled))
        .getFirst();
  }

  private static DatabaseFacts facts(
      int major, ResultSet row, List<String> unsafe, List<String> unreadable, List<String> filled)
      throws SQLException {
    return new DatabaseFacts(
        major,
        row.getString(1),
        row.getString(2),
        row.getBoolean(3),
        row.getBoolean(4),
        row.getBoolean(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        List.copyOf(unsafe),
        List.copyOf(unreadable),
        List.copyOf(filled),
        row.getBoolean(9),
        row.getString(10),
        row.getBoolean(11));
  }
}
