package io.pgveneer.schema;

import io.pgveneer.api.LowerColumn;
import io.pgveneer.api.LowerTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Production's tables, each with the fresh relation that it was given as.
public final class LowerTables {
  private final Map<Long, List<LowerColumn>> columns = new HashMap<>();
  private final Map<Long, Map<Long, List<String>>> keys = new HashMap<>();
  private final Map<Long, List<String>> primaryKeys = new HashMap<>();
  private final Map<Long, List<LowerTable.Name>> parents = new HashMap<>();

  /// A table as production knows it.
  private record Raw(
      long oid,
      String schema,
      String name,
      char kind,
      boolean partition,
      double rows,
      String key,
      long bytes) {}

  private LowerTables() {}

  /// Sorted by schema and name; to be called after [Provisioner#provision].
  ///
  /// Errors: PgveneerException when a database fails.
  public static List<LowerTable> read(DatabaseConnections production, DatabaseConnections fresh) {
    LowerTables reader = new LowerTables();
    List<Raw> tables;
    try (Connection source = production.open()) {
      tables = reader.readProduction(source);
    } catch (SQLException e) {
      throw production.explain(e);
    }
    try (Connection target = fresh.open()) {
      return reader.join(tables, target);
    } catch (SQLException e) {
      throw fresh.explain(e);
    }
  }

  private List<Raw> readProduction(Connection source) throws SQLException {
    CatalogSql sql = CatalogSql.of(Rows.major(source), Rows.major(source));
    List<Raw> tables = Rows.list(source, sql.text("lower-tables.sql"), LowerTables::table);
    Rows.list(
        source,
        sql.text("lower-columns.sql"),
        row -> columns.computeIfAbsent(row.getLong(1), oid -> new ArrayList<>()).add(column(row)));
    Rows.list(source, sql.text("lower-keys.sql"), this::addKey);
    Rows.list(
        source,
        sql.text("lower-parents.sql"),
        row ->
            parents
                .computeIfAbsent(row.getLong(1), oid -> new ArrayList<>())
                .add(new LowerTable.Name(row.getString(2), row.getString(3))));
    return tables;
  }

  private static Raw table(ResultSet row) throws SQLException {
    char kind = row.getString(4).charAt(0);
    return new Raw(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        kind,
        row.getBoolean(5),
        row.getDouble(6),
        (kind == 'm' ? "materialized view " : "table ") + row.getString(7),
        row.getLong(8));
  }

  private static LowerColumn column(ResultSet row) throws SQLException {
    return new LowerColumn(
        row.getString(3),
        row.getInt(2),
        row.getString(4),
        row.getString(5),
        row.getBoolean(6),
        row.getBoolean(7),
        0,
        row.getString(8),
        row.getDouble(9));
  }

  private boolean addKey(ResultSet row) throws SQLException {
    long table = row.getLong(1);
    if (row.getBoolean(3)) {
      primaryKeys.computeIfAbsent(table, oid -> new ArrayList<>()).add(row.getString(4));
    }
    return keys.computeIfAbsent(table, oid -> new LinkedHashMap<>())
        .computeIfAbsent(row.getLong(2), oid -> new ArrayList<>())
        .add(row.getString(4));
  }

  private List<LowerTable> join(List<Raw> tables, Connection target) throws SQLException {
    ProvisionRecord record =
        ProvisionRecord.open(target, CatalogSql.of(Rows.major(target), Rows.major(target)));
    Map<Long, Map<String, Integer>> numbers = new HashMap<>();
    Rows.list(
        target,
        "SELECT a.attrelid, a.attname, a.attnum FROM pg_attribute a JOIN pgveneer.provisioned p"
            + " ON p.relid = a.attrelid WHERE a.attnum > 0 AND NOT a.attisdropped",
        row ->
            numbers
                .computeIfAbsent(row.getLong(1), oid -> new HashMap<>())
                .put(row.getString(2), row.getInt(3)));
    return tables.stream()
        .map(table -> lower(table, record.relation(table.key()), numbers))
        .toList();
  }

  private LowerTable lower(Raw table, long upper, Map<Long, Map<String, Integer>> numbers) {
    Map<String, Integer> mapped = numbers.getOrDefault(upper, Map.of());
    List<LowerColumn> list =
        columns.getOrDefault(table.oid(), List.of()).stream()
            .map(c -> mapped(c, mapped.getOrDefault(c.name(), 0)))
            .toList();
    return new LowerTable(
        table.schema(),
        table.name(),
        table.kind(),
        list,
        List.copyOf(primaryKeys.getOrDefault(table.oid(), List.of())),
        keys.getOrDefault(table.oid(), Map.of()).values().stream().map(List::copyOf).toList(),
        List.copyOf(parents.getOrDefault(table.oid(), List.of())),
        table.partition(),
        table.rows(),
        upper,
        table.oid(),
        table.bytes());
  }

  private static LowerColumn mapped(LowerColumn column, int number) {
    return new LowerColumn(
        column.name(),
        column.number(),
        column.type(),
        column.collation(),
        column.notNull(),
        column.generated(),
        number,
        column.defaultText(),
        column.distinct());
  }
}
