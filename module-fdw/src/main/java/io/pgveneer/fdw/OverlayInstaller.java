package io.pgveneer.fdw;

import io.pgveneer.api.LowerColumn;
import io.pgveneer.api.LowerMeaning;
import io.pgveneer.api.LowerTable;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sets the overlay up in the fresh database. Running it again keeps all that is there and adds
/// what is new: engine, server options, production's new tables and columns.
///
/// It commits once for the engine and then for each batch of tables, since PostgreSQL's lock table
/// has not room for a thousand of them in one transaction. One that broke off is made whole by the
/// next.
///
/// The connection's role must be a superuser, the same at each run: it owns the overlay and is the
/// only one that reaches production.
public final class OverlayInstaller {
  private static final Logger log = LoggerFactory.getLogger(OverlayInstaller.class);

  /// A table takes about a dozen locks; a default server has some 6,400.
  private static final int BATCH = 100;

  private final Connection connection;
  private final boolean newColumns;

  public OverlayInstaller(Connection connection) {
    this(connection, true);
  }

  /// @param newColumns whether columns that production gets later show in tables that the preview
  ///     has not changed
  public OverlayInstaller(Connection connection, boolean newColumns) {
    this.connection = connection;
    this.newColumns = newColumns;
  }

  /// With the default options.
  public long install(ProductionServer production, List<LowerTable> tables) throws SQLException {
    return install(production, tables, List.of(), OverlayOptions.DEFAULT);
  }

  /// @param tables every table of production
  /// @param meanings what conditions can be computed with there
  /// @return how many relations were federated for the first time
  public long install(
      ProductionServer production,
      List<LowerTable> tables,
      List<LowerMeaning> meanings,
      OverlayOptions options)
      throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(false);
    try {
      begin();
      boolean anew = installEngine();
      set("own_keys", Boolean.toString(options.ownKeys()));
      set("copy_limit", Long.toString(options.copyLimit()));
      connect(production);
      tellTables(tables);
      tellColumns(tables);
      tellMeanings(meanings);
      followProduction();
      connection.commit();
      return federate(tables, anew);
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(autoCommit);
    }
  }

  private void begin() throws SQLException {
    execute("SET LOCAL pgveneer.engine = 'on'");
    execute("SET LOCAL client_min_messages = warning");
    // the engine's functions name each other in any order
    execute("SET LOCAL check_function_bodies = off");
    // each of the engine's statements runs once for every table: planned anew, that is a fifth of
    // the time
    execute("SET LOCAL plan_cache_mode = force_generic_plan");
    execute("SELECT pg_advisory_xact_lock(hashtext('pgveneer'))");
  }

  /// Whether it was not there in this version.
  private boolean installEngine() throws SQLException {
    String text = EngineScripts.text();
    String version = EngineScripts.version(text);
    if (version.equals(installedVersion())) {
      return false;
    }
    execute(text);
    set("engine", version);
    log.info("overlay engine {} installed", version);
    return true;
  }

  private void set(String name, String value) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO pgveneer.setting VALUES (?, ?)"
                + " ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value")) {
      statement.setString(1, name);
      statement.setString(2, value);
      statement.execute();
    }
  }

  private @Nullable String installedVersion() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet known =
          statement.executeQuery("SELECT to_regclass('pgveneer.setting') IS NOT NULL")) {
        known.next();
        if (!known.getBoolean(1)) {
          return null;
        }
      }
      try (ResultSet version =
          statement.executeQuery("SELECT value FROM pgveneer.setting WHERE name = 'engine'")) {
        return version.next() ? version.getString(1) : null;
      }
    }
  }

  /// Brings the foreign tables in line with what production's tables have become.
  private void followProduction() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT object, note FROM pgveneer.follow_production(?)")) {
      statement.setBoolean(1, newColumns);
      try (ResultSet notes = statement.executeQuery()) {
        while (notes.next()) {
          log.warn("{}: {}", notes.getString(1), notes.getString(2));
        }
      }
    }
  }

  private void connect(ProductionServer production) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT pgveneer.connect(?, ?)")) {
      statement.setArray(1, pairs(production.serverOptions()));
      statement.setArray(2, pairs(production.loginOptions()));
      statement.execute();
    }
  }

  private Array pairs(Map<String, String> options) throws SQLException {
    List<String> pairs = new ArrayList<>();
    options.forEach(
        (name, value) -> {
          pairs.add(name);
          pairs.add(value);
        });
    return array(pairs);
  }

  private Array array(Collection<? extends @Nullable String> texts) throws SQLException {
    return connection.createArrayOf("text", texts.toArray());
  }

  private long federate(List<LowerTable> tables, boolean anew) throws SQLException {
    List<List<LowerTable>> batches = batches(tables);
    long added = 0;
    for (List<LowerTable> batch : batches) {
      begin();
      added += federateBatch(batch, anew);
      connection.commit();
    }
    if (added > 0 || anew) {
      for (List<LowerTable> batch : batches) {
        begin();
        guardBatch(batch);
        connection.commit();
      }
      begin();
      execute("SELECT pgveneer.rebuild_readers(NULL)");
      connection.commit();
    }
    return added;
  }

  /// Roots of partitions before the partitions.
  private static List<List<LowerTable>> batches(List<LowerTable> tables) {
    List<LowerTable> rootsFirst =
        tables.stream().sorted(Comparator.comparing(LowerTable::partition)).toList();
    List<List<LowerTable>> batches = new ArrayList<>();
    for (int i = 0; i < rootsFirst.size(); i += BATCH) {
      batches.add(rootsFirst.subList(i, Math.min(i + BATCH, rootsFirst.size())));
    }
    return batches;
  }

  private void guardBatch(List<LowerTable> tables) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT pgveneer.guard_all(?::text[]::oid[])")) {
      statement.setArray(1, uppers(tables));
      statement.execute();
    }
  }

  private Array uppers(List<LowerTable> tables) throws SQLException {
    return array(tables.stream().map(table -> Long.toString(table.upper())).toList());
  }

  private long federateBatch(List<LowerTable> tables, boolean anew) throws SQLException {
    List<String> schemas = tables.stream().map(LowerTable::schema).toList();
    List<String> names = tables.stream().map(LowerTable::name).toList();
    long added = 0;
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT name, problem FROM pgveneer.federate_all(?::text[]::oid[], ?, ?, ?)")) {
      statement.setArray(1, uppers(tables));
      statement.setArray(2, array(schemas));
      statement.setArray(3, array(names));
      statement.setBoolean(4, anew);
      try (ResultSet told = statement.executeQuery()) {
        while (told.next()) {
          added++;
          if (told.getString(2) != null) {
            log.warn("{} cannot be read in the preview: {}", told.getString(1), told.getString(2));
          }
        }
      }
    }
    return added;
  }

  private void tellTables(List<LowerTable> tables) throws SQLException {
    execute("DELETE FROM pgveneer.lower_table");
    Rows rows = new Rows(7);
    for (LowerTable table : tables) {
      rows.add(
          Long.toString(table.number()),
          table.schema(),
          table.name(),
          Character.toString(table.kind()),
          table.partition() ? "{}" : arrayText(table.parents()),
          Double.toString(table.rows()),
          Long.toString(table.bytes()));
    }
    insert(
        "INSERT INTO pgveneer.lower_table (number, nspname, relname, kind, parents, rows, bytes)"
            + " SELECT a::oid, b, c, d::\"char\", e::text[], f::float8, g::bigint",
        rows);
  }

  private String arrayText(List<LowerTable.Name> names) throws SQLException {
    return array(names.stream().map(n -> n.schema() + "." + n.name()).toList()).toString();
  }

  private void tellColumns(List<LowerTable> tables) throws SQLException {
    execute("DELETE FROM pgveneer.lower_column");
    Rows rows = new Rows(10);
    for (LowerTable table : tables) {
      int position = 0;
      List<String> key = key(table);
      for (LowerColumn column : table.columns()) {
        int place = key.indexOf(column.name());
        rows.add(
            table.schema(),
            table.name(),
            column.name(),
            Integer.toString(++position),
            column.type(),
            column.collation(),
            place < 0 ? null : Integer.toString(place + 1),
            Integer.toString(column.number()),
            column.defaultText(),
            Double.toString(column.distinct()));
      }
    }
    insert(
        "INSERT INTO pgveneer.lower_column"
            + " (nspname, relname, attname, position, type, collated, key_position, number,"
            + " default_text, n_distinct) SELECT a, b, c, d::int, e, f, g::int, h::int2, i, j::float8",
        rows);
  }

  private void tellMeanings(List<LowerMeaning> meanings) throws SQLException {
    execute("DELETE FROM pgveneer.lower_meaning");
    Rows rows = new Rows(4);
    for (LowerMeaning meaning : meanings) {
      rows.add(meaning.kind(), meaning.schema(), meaning.name(), meaning.definition());
    }
    insert(
        "INSERT INTO pgveneer.lower_meaning (kind, nspname, name, definition) SELECT a, b, c, d",
        rows);
    execute("SELECT pgveneer.follow_meanings(true)");
  }

  /// @param select reads the columns a, b, c, … of the rows
  private void insert(String select, Rows rows) throws SQLException {
    String names = "abcdefghij".substring(0, rows.columns.size()).replaceAll("(?<=.)(?=.)", ", ");
    String arrays = String.join(", ", Collections.nCopies(rows.columns.size(), "?::text[]"));
    try (PreparedStatement statement =
        connection.prepareStatement(select + " FROM unnest(" + arrays + ") AS t(" + names + ")")) {
      for (int i = 0; i < rows.columns.size(); i++) {
        statement.setArray(i + 1, array(rows.columns.get(i)));
      }
      statement.execute();
    }
  }

  /// Rows of text, column by column.
  private static final class Rows {
    final List<List<@Nullable String>> columns = new ArrayList<>();

    Rows(int width) {
      for (int i = 0; i < width; i++) {
        columns.add(new ArrayList<>());
      }
    }

    void add(@Nullable String... values) {
      for (int i = 0; i < values.length; i++) {
        columns.get(i).add(values[i]);
      }
    }
  }

  /// The columns by whose values a lower row is known: the primary key, else the narrowest unique
  /// key.
  private static List<String> key(LowerTable table) {
    if (isUsable(table, table.primaryKey())) {
      return table.primaryKey();
    }
    return table.uniqueKeys().stream()
        .filter(key -> isUsable(table, key))
        .min(Comparator.comparingInt(List::size))
        .orElse(List.of());
  }

  /// Whether arrays can be made of a key's values: not of arrays.
  private static boolean isUsable(LowerTable table, List<String> key) {
    return !key.isEmpty()
        && key.stream()
            .map(table::column)
            .allMatch(column -> column != null && !column.type().endsWith("[]"));
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
