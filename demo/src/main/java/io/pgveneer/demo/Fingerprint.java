package io.pgveneer.demo;

import io.pgveneer.testkit.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All that a write to a database would change: a checksum of every table, every sequence, the
/// catalogue's columns, and the statistics of rows written.
///
/// @param facts by what they are of: `table public.users`, `rows written`, …
public record Fingerprint(Map<String, String> facts) {
  private static final String TABLES =
      "SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname)"
          + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " WHERE c.relkind IN ('r', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema')"
          + " AND n.nspname !~ '^pg_'";
  private static final String WRITTEN =
      "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_user_tables";
  private static final String SEQUENCES =
      "SELECT coalesce(string_agg(schemaname || '.' || sequencename || '=' || coalesce(last_value, -1),"
          + " ' ' ORDER BY 1), '') FROM (SELECT * FROM pg_sequences ORDER BY 1, 2) s";
  private static final String COLUMNS =
      "SELECT md5(coalesce(string_agg(a.attrelid || ' ' || a.attname || ' ' || a.atttypid, ','"
          + " ORDER BY a.attrelid, a.attnum), '')) FROM pg_attribute a JOIN pg_class c"
          + " ON c.oid = a.attrelid WHERE c.relnamespace <> ALL ('{pg_catalog,pg_toast}'::regnamespace[])";

  /// Reads a database directly, not through a proxy.
  public static Fingerprint of(Database database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      Map<String, String> facts = new TreeMap<>();
      List<String> tables = new ArrayList<>();
      try (ResultSet names = statement.executeQuery(TABLES)) {
        while (names.next()) {
          tables.add(names.getString(1));
        }
      }
      for (String table : tables) {
        facts.put(
            "table " + table,
            single(
                statement,
                "SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)"
                    + " FROM "
                    + table
                    + " t"));
      }
      facts.put("rows written", single(statement, WRITTEN));
      facts.put("sequences", single(statement, SEQUENCES));
      facts.put("columns", single(statement, COLUMNS));
      return new Fingerprint(Map.copyOf(facts));
    }
  }

  private static String single(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  /// What differs, in words; empty where nothing does.
  public List<String> differences(Fingerprint later) {
    List<String> differences = new ArrayList<>();
    Map<String, String> all = new TreeMap<>(later.facts);
    all.putAll(facts);
    for (String fact : all.keySet()) {
      String before = facts.getOrDefault(fact, "absent");
      String after = later.facts.getOrDefault(fact, "absent");
      if (!before.equals(after)) {
        differences.add(fact + ": " + before + " before, " + after + " after");
      }
    }
    return differences;
  }
}
