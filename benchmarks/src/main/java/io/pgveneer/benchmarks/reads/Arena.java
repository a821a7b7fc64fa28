package io.pgveneer.benchmarks.reads;

import io.pgveneer.benchmarks.arena.Preview;
import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.PostgresqlServer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/// Production, a preview of it, and the two ways to do without one; all reach production through a
/// relay.
final class Arena implements AutoCloseable {
  private static final List<String> TABLES = List.of("users", "products", "orders", "lines");

  private static final String SCHEMA =
      """
      CREATE TYPE kind AS ENUM ('sale', 'gift', 'return');
      CREATE TABLE users (id int PRIMARY KEY, name text, email text, city text);
      CREATE TABLE products (id int PRIMARY KEY, name text, price numeric(10,2));
      CREATE TABLE orders (id int PRIMARY KEY, user_id int, status text, kind kind, amount numeric(12,2), at timestamptz);
      CREATE TABLE lines (id int PRIMARY KEY, order_id int, n int, product_id int, quantity int, price numeric(10,2));
      CREATE INDEX ON users (email);
      CREATE INDEX ON users (name text_pattern_ops);
      CREATE INDEX ON orders (user_id);
      CREATE INDEX ON orders (at);
      CREATE INDEX ON lines (order_id);
      """;

  private static final String ROWS =
      """
      INSERT INTO users SELECT i, 'user ' || i, 'u' || i || '@example.com', 'city ' || i %% 50
        FROM generate_series(1, %1$d) i;
      INSERT INTO products SELECT i, 'product ' || i, i %% 100 FROM generate_series(1, 2000) i;
      INSERT INTO orders SELECT i, 1 + (i::bigint * 7919) %% %1$d, (ARRAY['new', 'paid', 'sent'])[1 + i %% 3],
        (ARRAY['sale', 'gift', 'return'])[1 + i %% 3]::kind, i %% 1000, timestamptz '2024-01-01' + i * interval '3 minutes'
        FROM generate_series(1, %2$d) i;
      INSERT INTO lines SELECT i, 1 + i %% %2$d, i / %2$d, 1 + i %% 2000, i %% 5, i %% 97
        FROM generate_series(1, %3$d) i;
      ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users;
      ALTER TABLE lines ADD FOREIGN KEY (order_id) REFERENCES orders, ADD FOREIGN KEY (product_id) REFERENCES products;
      ANALYZE
      """;

  final Database byHand;
  private final Preview preview;

  private Arena(Database byHand, Preview preview) {
    this.byHand = byHand;
    this.preview = preview;
  }

  /// A production with this many orders.
  static Database production(PostgresqlServer server, int orders) throws SQLException {
    Database production = server.createDatabase();
    production.execute(SCHEMA + ROWS.formatted(orders / 5, orders, 2 * orders));
    return production;
  }

  /// @param dirty rows in a thousand that the preview has changed
  static Arena open(PostgresqlServer server, Database production, int dirty, double delay)
      throws SQLException, IOException {
    Preview preview = Preview.open(server, production, delay);
    if (dirty > 0) {
      for (String table : List.of("users", "orders", "lines")) {
        preview.merged().execute("UPDATE " + table + " SET id = id WHERE id % 1000 < " + dirty);
      }
    }
    preview.fresh().execute("ANALYZE");
    return new Arena(byHand(server, preview.production(), dirty), preview);
  }

  Database production() {
    return preview.production();
  }

  Database merged() {
    return preview.merged();
  }

  /// Foreign tables in schema `hand`, and merged by the textbook in schema `book`.
  private static Database byHand(PostgresqlServer server, Database through, int dirty)
      throws SQLException {
    Database database = server.createDatabase();
    StringBuilder sql =
        new StringBuilder(
            """
            CREATE EXTENSION postgres_fdw;
            CREATE TYPE kind AS ENUM ('sale', 'gift', 'return');
            CREATE SERVER production FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '%d',
              dbname '%s', use_remote_estimate 'true', fetch_size '10000');
            CREATE USER MAPPING FOR CURRENT_USER SERVER production OPTIONS (user '%s', password '%s');
            CREATE SCHEMA hand; CREATE SCHEMA own; CREATE SCHEMA book;
            IMPORT FOREIGN SCHEMA public FROM SERVER production INTO hand;
            """
                .formatted(through.port(), through.name(), through.user(), through.password()));
    for (String table : TABLES) {
      sql.append(
          """
          CREATE TABLE own.%1$s (LIKE hand.%1$s);
          INSERT INTO own.%1$s SELECT * FROM hand.%1$s WHERE id %% 1000 < %2$d AND '%1$s' <> 'products';
          ALTER TABLE own.%1$s ADD PRIMARY KEY (id);
          CREATE VIEW book.%1$s AS SELECT * FROM own.%1$s
            UNION ALL SELECT * FROM hand.%1$s WHERE id NOT IN (SELECT id FROM own.%1$s);
          """
              .formatted(table, dirty));
    }
    database.execute(sql + "ANALYZE own.users, own.orders, own.lines");
    return database;
  }

  @Override
  public void close() throws IOException {
    preview.close();
  }
}
