package io.pgveneer.equivalence.generate;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A type that the generator makes columns and expressions of.
///
/// The values are few, so that rows meet, and no two of them are equal and look different, so that
/// `DISTINCT`, `min` and the like have one answer.
///
/// @param sql its name, as `format_type` gives it without modifier
/// @param declared its name in a column's definition, where it may have a modifier
/// @param values literals without type
/// @param orders whether it has a default B-tree operator class
record Kind(String sql, String declared, List<String> values, boolean orders) {
  private static final Map<String, Kind> ALL = new TreeMap<>();

  /// Of equal values of these some are `1.0` and some `1.00`, some `-0`, some of another case.
  private static final Set<String> LOOSE =
      Set.of("numeric", "numeric[]", "real", "double precision", "interval", "jsonb", "citext");

  static final Kind INT = ordered("integer", "0", "1", "2", "3", "5", "7", "-4", "11");
  static final Kind BIGINT = ordered("bigint", "0", "1", "2", "3", "6", "40", "-8", "5000000000");
  static final Kind SMALLINT = ordered("smallint", "0", "1", "2", "9", "-3", "100");
  static final Kind BOOLEAN = ordered("boolean", "true", "false");
  static final Kind TEXT =
      ordered("text", "'a'", "'b'", "'ab'", "''", "'Z z'", "'it''s'", "'ü%_'", "'12'", "E'a\\\\b'");
  static final Kind NUMERIC =
      modified("numeric", "numeric(9,3)", "0.000", "1.500", "2.125", "-7.000", "12.340", "99.999");
  static final Kind DATE =
      ordered("date", "'2024-02-29'", "'2025-01-01'", "'1999-12-31'", "'2025-07-14'", "'infinity'");
  static final Kind TIMESTAMPTZ =
      ordered(
          "timestamp with time zone",
          "'2025-03-30 01:30:00+00'",
          "'2025-01-01 00:00:00+02'",
          "'1970-01-01 00:00:00.123456+00'");
  static final Kind JSONB =
      ordered(
          "jsonb",
          "'{\"a\": 1, \"b\": [1, 2]}'",
          "'{\"a\": {\"b\": null}}'",
          "'[]'",
          "'\"x\"'",
          "'7'");
  static final Kind MOOD = ordered("mood", "'sad'", "'ok'", "'happy'");
  static final Kind INTS =
      ordered("integer[]", "'{}'", "'{1,2}'", "'{2}'", "'{NULL,3}'", "'{{1},{2}}'");

  static {
    modified("character varying", "character varying(12)", "'v1'", "'V2'", "'v 3'", "''", "'ö'");
    modified("character", "character(4)", "'c'", "'cc'", "'dddd'", "''");
    ordered("\"char\"", "'x'", "'y'");
    ordered("name", "'n1'", "'n2'");
    ordered("real", "0", "1.5", "-2.25", "1e10", "'NaN'");
    ordered("double precision", "0.5", "1", "-3.75", "1e100", "'Infinity'");
    ordered("bytea", "'\\x00ff'", "'\\x'", "'\\x6162'");
    ordered("uuid", uuid(1), uuid(2), uuid(3), uuid(40));
    ordered("time without time zone", "'00:00'", "'12:34:56.7'", "'24:00'");
    ordered("time with time zone", "'10:00+00'", "'10:00+02'");
    ordered(
        "timestamp without time zone",
        "'2025-01-01 10:00'",
        "'-infinity'",
        "'2024-02-29 23:59:59.5'");
    ordered("interval", "'1 day'", "'-2 hours 3 seconds'", "'3 years 2 mons'", "'0'");
    unordered("json", "'{\"a\":1}'", "'[1, 2 ]'", "'null'");
    ordered("text[]", "'{}'", "'{a,b}'", "'{\"x y\",NULL}'");
    ordered("numeric[]", "'{1.5,2}'", "'{}'");
    ordered("date[]", "'{2025-01-01}'", "'{}'");
    ordered("inet", "'10.0.0.1'", "'10.0.0.0/8'", "'::1'");
    ordered("cidr", "'10.1.0.0/16'", "'192.168.1.0/24'");
    ordered("macaddr", "'08:00:2b:01:02:03'", "'ff:00:2b:01:02:03'");
    modified("bit", "bit(4)", "B'0000'", "B'1010'");
    ordered("bit varying", "B'1'", "B'10101'", "B''");
    ordered("int4range", "'[1,5)'", "'[3,9)'", "'empty'", "'(,3)'");
    ordered("daterange", "'[2025-01-01,2025-02-01)'", "'[2025-01-15,)'", "'empty'");
    ordered("tstzrange", "'[2025-01-01 00:00+00,2025-02-01 00:00+00)'", "'empty'");
    ordered("int4multirange", "'{[1,3),[5,9)}'", "'{}'");
    unordered("point", "'(1,2)'", "'(0,-1)'");
    unordered("box", "'(2,2),(0,0)'", "'(9,9),(5,5)'");
    unordered("xml", "'<a>1</a>'", "'<b/>'");
    ordered("tsvector", "'a:1 b:2'", "'cat:3A'", "''");
    ordered("tsquery", "'a & b'", "'cat | !dog'");
    ordered("money", "'1.50'", "'-3'");
    ordered("pg_lsn", "'0/10'", "'1/0'");
    ordered("oid", "1", "4000000000");
    ordered("small", "1", "5", "9");
    ordered("word", "'w1'", "'w2'", "'w3'");
    ordered("pair", "'(1,x)'", "'(2,)'", "'(,\"y z\")'");
    ordered("mood[]", "'{sad}'", "'{ok,happy}'", "'{}'");
    ordered("citext", "'Abc'", "'bcd'", "'C'");
    unordered("hstore", "'a=>1'", "'a=>2, b=>NULL'", "''");
    ordered("ltree", "'a'", "'a.b'", "'a.b.c'");
  }

  /// What a column of each type needs made before.
  static final List<String> PRELUDE =
      List.of(
          "CREATE EXTENSION IF NOT EXISTS citext",
          "CREATE EXTENSION IF NOT EXISTS hstore",
          "CREATE EXTENSION IF NOT EXISTS ltree",
          "CREATE EXTENSION IF NOT EXISTS btree_gist",
          "CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy')",
          "CREATE DOMAIN small AS integer CHECK (value BETWEEN 0 AND 20)",
          "CREATE DOMAIN word AS text CHECK (length(value) < 40)",
          "CREATE TYPE pair AS (a integer, b text)");

  /// Whether equal values look alike, so that it does not matter which of them DISTINCT keeps.
  boolean looksAlike() {
    return orders && !LOOSE.contains(sql);
  }

  private static Kind ordered(String sql, String... values) {
    return keep(new Kind(sql, sql, List.of(values), true));
  }

  private static Kind unordered(String sql, String... values) {
    return keep(new Kind(sql, sql, List.of(values), false));
  }

  private static Kind modified(String sql, String declared, String... values) {
    return keep(new Kind(sql, declared, List.of(values), true));
  }

  private static Kind keep(Kind kind) {
    ALL.put(kind.sql, kind);
    return kind;
  }

  private static String uuid(int n) {
    return String.format("'00000000-0000-4000-8000-%012d'", n);
  }

  static List<Kind> all() {
    return List.copyOf(ALL.values());
  }

  /// By the name that `format_type` gives; null for one that the generator does not know.
  static @Nullable Kind of(String sql) {
    String bare = sql.replaceAll("\\(\\d+(,\\d+)?\\)", "");
    return ALL.get(bare.startsWith("public.") ? bare.substring("public.".length()) : bare);
  }

  boolean isNumber() {
    return equals(INT)
        || equals(BIGINT)
        || equals(SMALLINT)
        || equals(NUMERIC)
        || sql.equals("small");
  }

  boolean isText() {
    return equals(TEXT) || sql.equals("character varying") || sql.equals("word");
  }

  /// A literal, for where the context gives the type.
  String value(Lots lots) {
    return lots.of(values);
  }

  /// A literal with its type.
  String typed(Lots lots) {
    String literal = lots.of(values);
    return literal.startsWith("-") ? "(" + literal + ")::" + sql : literal + "::" + sql;
  }
}
