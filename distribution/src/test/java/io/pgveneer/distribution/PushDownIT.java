package io.pgveneer.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.Postgresql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGResultSetMetaData;

/// Aggregates over large dirty tables, beside a plain copy that has had the same changes.
class PushDownIT {
  /// Tables that are taken for larger than they are, so that joins of three are pushed down too.
  private static final String SCHEMA =
      """
      CREATE TYPE status AS ENUM ('new', 'paid', 'sent');
      CREATE TABLE users (id int PRIMARY KEY, name varchar(30), city text, born date, score numeric(8,2), weight float8);
      CREATE TABLE orders (id bigint PRIMARY KEY, user_id int, amount numeric, quantity int, status status,
        at timestamptz, big bigint, paid boolean);
      CREATE TABLE lines (order_id int, n smallint, price numeric(10,3), label text, PRIMARY KEY (order_id, n));
      """;
  private static final String ROWS =
      """
      INSERT INTO users SELECT i, 'user ' || i % 500, CASE WHEN i % 7 > 0 THEN 'city ' || i % 13 END,
        date '1970-01-01' + i, i % 900 / 7.0, i / 3.0 FROM generate_series(1, 9000) i;
      INSERT INTO orders SELECT i, 1 + i * 7 % 9500, CASE WHEN i % 11 > 0 THEN i * 1.25 END, i % 5,
        (ARRAY['new', 'paid', 'sent'])[1 + i % 3]::status, timestamptz '2024-01-01' + i * interval '1 hour',
        i * 4000000000, CASE i % 4 WHEN 0 THEN NULL WHEN 1 THEN true ELSE false END
        FROM generate_series(1, 20000) i;
      INSERT INTO lines SELECT i, j, i / 7.0, 'l' || i % 20 FROM generate_series(1, 6000) i, generate_series(1, 2) j;
      ANALYZE;
      UPDATE pg_class SET reltuples = 90000 WHERE relname IN ('orders', 'lines')
      """;
  private static final String CHANGES =
      """
      UPDATE users SET city = 'moved', score = score + 1 WHERE id % 500 = 3;
      DELETE FROM users WHERE id % 700 = 5;
      INSERT INTO users VALUES (10001, 'new one', 'city 3', '2001-01-01', 7, 1), (10002, NULL, NULL, NULL, NULL, NULL);
      UPDATE orders SET amount = amount * 3, user_id = 10001 WHERE id % 400 = 1;
      DELETE FROM orders WHERE id BETWEEN 100 AND 140;
      INSERT INTO orders VALUES (50001, 10002, 3.14159, 9, 'sent', '2025-01-01', 1, true);
      UPDATE lines SET price = 0.5 WHERE order_id % 300 = 2;
      DELETE FROM lines WHERE order_id = 77 AND n = 1
      """;

  private static final List<String> FROMS =
      List.of(
          "orders o",
          "users u",
          "orders o JOIN users u ON u.id = o.user_id",
          "users u, orders o",
          "orders AS o INNER JOIN users AS u ON o.user_id = u.id AND o.quantity > 1",
          "lines l",
          "orders o JOIN lines l ON l.order_id = o.id",
          "users u JOIN orders o ON o.user_id = u.id JOIN lines l ON l.order_id = o.id");

  private final Random random = new Random(7);

  @ParameterizedTest
  @MethodSource("io.pgveneer.testkit.Majors#oldestAndNewest")
  void shouldGiveWhatACopyGives(int major) throws SQLException {
    Database production = Postgresql.major(major).createDatabase();
    Database fresh = Postgresql.major(major).createDatabase();
    Database copy = Postgresql.major(major).createDatabase();
    for (Database database : List.of(production, copy)) {
      database.execute(SCHEMA + ROWS);
    }
    try (Pgveneer pgveneer =
        TestProxy.start(production, fresh, Map.of("PGVENEER_SEQUENCES_HEADROOM", "0"))) {
      Database preview = TestProxy.preview(pgveneer, fresh);
      for (String change : CHANGES.split(";", -1)) {
        preview.execute(change);
        copy.execute(change);
      }
      try (Connection there = preview.connect();
          Connection here = copy.connect()) {
        // what it needs is loaded beside the first reads
        for (int i = 0; i < 10_000 && !isPushed(there, WRITTEN.getFirst()); i++) {}
        int pushed = 0;
        for (int i = 0; i < 250; i++) {
          String sql = query();
          assertThat(result(there, sql)).as(sql).isEqualTo(result(here, sql));
          pushed += isPushed(there, sql) ? 1 : 0;
        }
        for (String sql : WRITTEN) {
          assertThat(result(there, sql)).as(sql).isEqualTo(result(here, sql));
          assertThat(isPushed(there, sql)).as(sql).isTrue();
        }
        assertThat(pushed).isGreaterThan(220);
      }
    }
  }

  /// Forms that the generator does not make.
  private static final List<String> WRITTEN =
      List.of(
          "SELECT count(*) FROM orders",
          "SELECT count(*) FROM orders WHERE at > now() - interval '900 days' AND at < now()",
          "SELECT u.name, u.born, count(*) FROM users u JOIN orders o ON o.user_id = u.id"
              + " WHERE o.quantity = 2 GROUP BY u.id ORDER BY u.name, u.born LIMIT 5",
          "SELECT date_trunc('month', at) AS month, sum(amount), avg(quantity) FROM orders GROUP BY"
              + " month ORDER BY month",
          "SELECT city, count(DISTINCT name) FROM users GROUP BY 1 ORDER BY 1 NULLS FIRST",
          "SELECT count(DISTINCT user_id), count(*), min(at) FROM orders WHERE at >= '2024-06-01'",
          "SELECT sum(CASE WHEN paid THEN 1 ELSE 0 END), count(*) FILTER (WHERE NOT paid) AS unpaid"
              + " FROM orders",
          "SELECT status, count(*)::int, round(avg(amount), 2) FROM orders GROUP BY status HAVING"
              + " count(*) > 10 ORDER BY count(*) DESC, status",
          "SELECT at::date, max(amount * quantity) - 1 AS most FROM (SELECT 1) x, orders"
                  .replace("(SELECT 1) x, ", "")
                  .replace(
                      "max(amount * quantity) - 1 AS most", "sum(amount * quantity) - 1 AS most")
              + " GROUP BY at::date ORDER BY 1 LIMIT 3",
          "SELECT * FROM (SELECT user_id, sum(amount) AS s FROM orders GROUP BY user_id) x WHERE s >"
              + " 20000 ORDER BY s, 1",
          "SELECT u.id, u.name, count(o.id) AS n FROM users u LEFT OUTER JOIN orders o ON u.id ="
              + " o.user_id WHERE u.city IN ('city 5', 'moved') GROUP BY u.id, u.name ORDER BY n"
              + " DESC, u.id",
          "SELECT u.city, sum(o.amount), max(o.at), count(o.paid) FILTER (WHERE u.score > 9 AND"
              + " o.quantity < 4) FROM users u LEFT JOIN orders o ON o.user_id = u.id AND o.quantity"
              + " > 2 GROUP BY u.city HAVING count(o.id) < 2000",
          "SELECT u.id FROM users u LEFT JOIN orders o ON o.user_id = u.id GROUP BY u.id HAVING"
              + " count(o.id) = 0",
          "SELECT count(l.n), sum(l.price) FROM users u JOIN orders o ON o.user_id = u.id LEFT JOIN"
              + " lines l ON l.order_id = o.id",
          "WITH t AS (SELECT city, bool_and(born > '1980-01-01') b FROM users GROUP BY city) SELECT"
              + " count(*) FROM t WHERE b");

  private String query() {
    String from = pick(FROMS);
    boolean orders = from.contains("orders");
    boolean users = from.contains("users");
    boolean lines = from.contains("lines");
    List<String> groups = new ArrayList<>();
    List<String> aggregates = new ArrayList<>(List.of("count(*)"));
    List<String> conditions = new ArrayList<>();
    if (from.contains(",")) {
      conditions.add("o.user_id = u.id");
    }
    if (orders) {
      groups.addAll(List.of("o.status", "o.paid", "o.quantity", "extract(year from o.at)"));
      aggregates.addAll(
          List.of(
              "sum(o.amount)",
              "avg(o.amount)",
              "sum(o.quantity)",
              "avg(o.quantity)",
              "sum(o.big)",
              "avg(o.big)",
              "min(o.at)",
              "max(o.big)",
              "count(o.amount)",
              "bool_or(o.paid)",
              "sum(o.amount * o.quantity) / count(*)",
              "count(DISTINCT o.user_id)",
              "every(o.paid)",
              "bit_or(o.quantity)",
              "count(*) FILTER (WHERE o.paid)",
              "coalesce(sum(o.quantity) FILTER (WHERE o.status = 'paid'), 0)"));
      conditions.addAll(
          List.of("o.amount > 100", "o.status = 'new'", "o.paid IS NOT TRUE", "o.id % 3 = 0"));
    }
    if (users) {
      groups.addAll(List.of("u.city", "lower(u.name)", "coalesce(u.city, 'none')", "u.born"));
      aggregates.addAll(
          List.of("min(u.name)", "max(u.score)", "sum(u.score)", "avg(u.score)", "max(u.born)"));
      conditions.addAll(List.of("u.city LIKE 'city 1%'", "u.score < 50", "u.name IS NOT NULL"));
    }
    if (lines) {
      groups.addAll(List.of("l.label", "l.n"));
      aggregates.addAll(List.of("sum(l.price)", "avg(l.price)", "max(l.price)", "min(l.label)"));
      conditions.addAll(List.of("l.n = 1", "l.price > 3"));
    }
    StringBuilder sql = new StringBuilder("SELECT ");
    int keys = random.nextInt(3);
    List<String> chosen = new ArrayList<>();
    for (int i = 0; i < keys; i++) {
      chosen.add(pick(groups));
    }
    List<String> items = new ArrayList<>(chosen);
    for (int i = 0; i <= random.nextInt(4); i++) {
      items.add(pick(aggregates));
    }
    sql.append(String.join(", ", items)).append(" FROM ").append(from);
    List<String> where = new ArrayList<>();
    if (from.contains(",")) {
      where.add(conditions.getFirst());
    }
    for (int i = 0; i < random.nextInt(3); i++) {
      where.add(pick(conditions));
    }
    if (!where.isEmpty()) {
      sql.append(" WHERE ").append(String.join(" AND ", where));
    }
    if (!chosen.isEmpty()) {
      sql.append(" GROUP BY ").append(String.join(", ", chosen));
      if (random.nextInt(4) == 0) {
        sql.append(" HAVING count(*) > 2");
      }
    }
    return sql.toString();
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  /// Whether the mask goes to production.
  private static boolean isPushed(Connection connection, String sql) throws SQLException {
    return result(connection, "EXPLAIN (VERBOSE) " + sql)
        .toString()
        .matches("(?s).*<> ALL \\(\\$\\d.*");
  }

  /// Names, types and rows, the rows in an order of their own.
  private static List<String> result(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      ResultSetMetaData columns = rows.getMetaData();
      PGResultSetMetaData origins = columns.unwrap(PGResultSetMetaData.class);
      StringBuilder head = new StringBuilder();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        head.append(columns.getColumnName(i)).append(' ').append(columns.getColumnTypeName(i));
        head.append(' ').append(columns.getPrecision(i)).append(", ");
        // a query around it is told of none
        if (!sql.contains("(SELECT") && !sql.startsWith("WITH")) {
          head.append("of ").append(origins.getBaseTableName(i));
          head.append('.').append(origins.getBaseColumnName(i)).append(", ");
        }
      }
      List<String> all = new ArrayList<>();
      while (rows.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          row.append(rows.getString(i)).append('|');
        }
        all.add(row.toString());
      }
      if (!sql.contains("ORDER BY")) {
        all.sort(null);
      }
      all.add(0, head.toString());
      return all;
    }
  }
}
