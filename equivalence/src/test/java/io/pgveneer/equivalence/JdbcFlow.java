package io.pgveneer.equivalence;

import io.pgveneer.equivalence.client.Endpoint;
import io.pgveneer.equivalence.run.Arena;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Types;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;
import org.postgresql.util.DriverInfo;

/// What applications do through pgjdbc, on rows of production that are changed meanwhile.
///
/// @param options of the URL, which choose how the driver speaks
record JdbcFlow(String options) implements Arena.Work {
  private static final String BY_KEY =
      "SELECT id, name, email, born, joined FROM users WHERE id = ?";

  @Override
  public List<String> on(Endpoint endpoint) throws IOException, SQLException {
    Told told = new Told();
    told.add("version " + DriverInfo.DRIVER_VERSION);
    try (Connection connection = open(endpoint);
        Connection other = open(endpoint)) {
      preparedAcrossChanges(told, connection);
      types(told, connection);
      errors(told, connection);
      batches(told, connection);
      portals(told, connection);
      updatableRows(told, connection);
      transactions(told, connection);
      largeObjects(told, connection);
      copies(told, connection);
      notifications(told, connection, other);
      cancels(told, connection, other);
      calls(told, connection);
      metadata(told, connection);
    } catch (IOException | SQLException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return told.lines();
  }

  private Connection open(Endpoint endpoint) throws SQLException {
    return DriverManager.getConnection(
        Jdbc.url(endpoint) + "?" + options, endpoint.user(), endpoint.password());
  }

  /// Each often enough to be prepared by the server, before and after what makes its plan wrong.
  private static void preparedAcrossChanges(Told told, Connection connection) throws Exception {
    try (PreparedStatement read = connection.prepareStatement(BY_KEY);
        PreparedStatement all = connection.prepareStatement("SELECT * FROM users WHERE id < ?");
        PreparedStatement write =
            connection.prepareStatement(
                "UPDATE users SET name = ? WHERE id = ? RETURNING id, name");
        PreparedStatement add =
            connection.prepareStatement("INSERT INTO users (name, email) VALUES (?, ?)")) {
      for (int i = 0; i < 7; i++) {
        told.run(read, 3);
        told.run(all, 3);
      }
      for (int i = 1; i < 8; i++) {
        told.run(write, "changed " + i, i);
      }
      told.run(add, "added", "added@example.com");
      told.run(add, "twice", "added@example.com");
      told.run(connection, "DELETE FROM users WHERE id NOT IN (SELECT user_id FROM orders)");
      told.run(connection, "DELETE FROM reviews WHERE user_id = 2");
      told.run(read, 3);
      told.run(read, 21);
      told.run(all, 3);
      told.run(connection, "ALTER TABLE users ADD COLUMN phone varchar(20) DEFAULT 'none'");
      told.run(read, 3);
      told.run(all, 3);
      told.run(all, 3);
      told.run(write, "again", 3);
      told.run(connection, "ALTER TABLE users RENAME COLUMN phone TO telephone");
      told.run(all, 3);
      told.run(connection, "ALTER TABLE users ALTER COLUMN born TYPE text");
      told.run(read, 3);
      told.run(read, 3);
      told.run(connection, "ALTER TABLE users ALTER COLUMN born TYPE date USING born::date");
      told.run(read, 3);
    }
  }

  private static void types(Told told, Connection connection) throws Exception {
    told.run(connection, "SELECT * FROM products ORDER BY id LIMIT 5");
    told.run(
        connection,
        "SELECT o.*, l.* FROM orders o JOIN order_lines l ON l.order_id = o.id WHERE o.id < 4 ORDER BY o.id, line_no");
    told.run(connection, "SELECT * FROM reviews ORDER BY id LIMIT 3");
    told.run(connection, "SELECT * FROM \"Mixed Case\" ORDER BY 1");
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT ?::int, ?::bigint, ?::numeric, ?::float8, ?::text, ?::bytea, ?::date, ?::bool,"
                + " ?::uuid, ?::int[]")) {
      for (int i = 0; i < 6; i++) {
        told.run(
            statement,
            i,
            Long.MIN_VALUE + i,
            new java.math.BigDecimal("1.50"),
            0.1,
            "ä",
            new byte[] {0, 1, (byte) 0xff},
            java.sql.Date.valueOf("2024-02-29"),
            true,
            new java.util.UUID(1, i),
            connection.createArrayOf("int4", new Object[] {1, null, i}));
      }
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT count(*), max(placed) FROM orders WHERE status = ?::order_status AND total > ?")) {
      for (String status : List.of("new", "paid", "shipped", "cancelled", "new", "paid", "lost")) {
        told.run(statement, status, new java.math.BigDecimal(100));
      }
    }
  }

  private static void errors(Told told, Connection connection) throws Exception {
    for (String sql :
        List.of(
            "SELECT nme FROM users",
            "SELECT 1 FROM users WHERE",
            "SELECT name / 1 FROM users",
            "SELECT 1 / (id - 3) FROM users",
            "INSERT INTO users (id, name) VALUES (4, 'there')",
            "INSERT INTO users (name, email) VALUES ('x', 'user9@example.com')",
            "INSERT INTO users (name) VALUES (NULL)",
            "INSERT INTO orders (user_id) VALUES (999)",
            "INSERT INTO order_lines VALUES (1, 9, 1, 0, 1)",
            "UPDATE products SET price = -1 WHERE id = 7",
            "UPDATE products SET sku = repeat('x', 30) WHERE id = 7",
            "DELETE FROM users WHERE id = 8",
            "INSERT INTO order_lines (order_id, line_no, amount) VALUES (1, 9, 1)",
            "CREATE TABLE users (id int)",
            "SELECT * FROM nowhere",
            "DO $$ BEGIN RAISE NOTICE 'heard %', 1; RAISE WARNING 'and' USING HINT = 'that'; END $$",
            "DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = 'ZZ001', DETAIL = 'd', TABLE = 't'; END $$",
            "UPDATE users SET active = false WHERE id = 5; SELECT active FROM users WHERE id = 5; DELETE FROM nowhere")) {
      told.run(connection, sql);
    }
  }

  private static void batches(Told told, Connection connection) throws Exception {
    try (PreparedStatement add =
            connection.prepareStatement(
                "INSERT INTO users (name, email) VALUES (?, ?)", Statement.RETURN_GENERATED_KEYS);
        PreparedStatement plain =
            connection.prepareStatement(
                "INSERT INTO categories (id, name, parent_id) VALUES (?, ?, ?)");
        PreparedStatement update =
            connection.prepareStatement("UPDATE products SET price = price + ? WHERE id = ?")) {
      for (int i = 0; i < 20; i++) {
        add.setString(1, "batch " + i);
        add.setString(2, "batch" + i + "@example.com");
        add.addBatch();
        plain.setInt(1, 100 + i);
        plain.setString(2, "category " + i);
        plain.setInt(3, 1 + i % 6);
        plain.addBatch();
        update.setInt(1, i);
        update.setInt(2, 1 + i % 9);
        update.addBatch();
      }
      told.line("batch", Arrays.toString(add.executeBatch()));
      told.rows("keys", add.getGeneratedKeys());
      told.line("batch", Arrays.toString(plain.executeBatch()));
      told.line("batch", Arrays.toString(update.executeBatch()));
      for (int id : new int[] {200, 201, 1, 202}) {
        plain.setInt(1, id);
        plain.setString(2, "wrong " + id);
        plain.setInt(3, 1);
        plain.addBatch();
      }
      told.attempt("batch", plain::executeBatch);
    }
    told.run(connection, "SELECT * FROM categories ORDER BY id");
    told.run(connection, "SELECT id, price FROM products WHERE id < 12 ORDER BY id");
  }

  private static void portals(Told told, Connection connection) throws Exception {
    connection.setAutoCommit(false);
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT id, status, total FROM orders WHERE id > ? ORDER BY id")) {
      statement.setFetchSize(7);
      for (int i = 0; i < 6; i++) {
        statement.setInt(1, i);
        ResultSet rows = statement.executeQuery();
        for (int n = 0; n < 10 && rows.next(); n++) {
          told.line("portal", Told.row(rows));
          if (n == 3) {
            told.run(connection, "UPDATE orders SET total = total + 1 WHERE id BETWEEN 5 AND 9");
          }
        }
        rows.close();
      }
      told.run(statement, 0);
    }
    told.run(connection, "DECLARE c SCROLL CURSOR FOR SELECT id, name FROM users ORDER BY id");
    for (String sql :
        List.of(
            "FETCH 3 FROM c",
            "MOVE 2 IN c",
            "FETCH NEXT FROM c",
            "FETCH BACKWARD 2 FROM c",
            "FETCH LAST FROM c",
            "CLOSE c",
            "FETCH 1 FROM c")) {
      told.run(connection, sql);
    }
    connection.rollback();
    connection.setAutoCommit(true);
  }

  private static void updatableRows(Told told, Connection connection) throws Exception {
    try (Statement statement =
            connection.createStatement(
                ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
        ResultSet rows =
            statement.executeQuery("SELECT id, name, parent_id FROM categories ORDER BY id")) {
      told.attempt(
          "updatable",
          () -> {
            rows.absolute(2);
            rows.updateString("name", "TOOLS");
            rows.updateRow();
            told.line("updated", Told.row(rows));
            rows.last();
            rows.deleteRow();
            rows.moveToInsertRow();
            rows.updateInt("id", 300);
            rows.updateString("name", "inserted");
            rows.insertRow();
            rows.absolute(3);
            rows.refreshRow();
            told.line("refreshed", Told.row(rows));
          });
    }
    told.run(connection, "SELECT * FROM categories WHERE id < 4 OR id > 115 ORDER BY id");
  }

  private static void transactions(Told told, Connection connection) throws Exception {
    connection.setAutoCommit(false);
    told.run(connection, "UPDATE users SET name = 'in it' WHERE id = 11");
    Savepoint savepoint = connection.setSavepoint("here");
    told.run(connection, "DELETE FROM reviews WHERE product_id < 5");
    told.run(connection, "SELECT count(*) FROM reviews");
    connection.rollback(savepoint);
    told.run(connection, "SELECT count(*) FROM reviews");
    told.run(connection, "INSERT INTO users (id, name) VALUES (11, 'there')");
    told.run(connection, "SELECT name FROM users WHERE id = 11");
    told.attempt("roll back", () -> connection.rollback(savepoint));
    told.run(connection, "SELECT name FROM users WHERE id = 11");
    told.attempt("release", () -> connection.releaseSavepoint(savepoint));
    told.attempt("commit", connection::commit);
    told.run(connection, "SELECT name FROM users WHERE id = 11");
    connection.rollback();
    connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
    connection.setReadOnly(true);
    told.run(connection, "SELECT count(*) FROM users");
    told.run(connection, "UPDATE users SET name = 'no'");
    connection.rollback();
    connection.setReadOnly(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    told.attempt("two phases", () -> told.run(connection, "PREPARE TRANSACTION 'x'"));
    connection.rollback();
    connection.setAutoCommit(true);
  }

  private static void largeObjects(Told told, Connection connection) throws Exception {
    connection.setAutoCommit(false);
    LargeObjectManager manager = connection.unwrap(PGConnection.class).getLargeObjectAPI();
    long oid = manager.createLO(LargeObjectManager.READWRITE);
    try (LargeObject object = manager.open(oid, LargeObjectManager.READWRITE)) {
      object.write(new byte[100_000]);
      object.seek(50_000);
      object.write("here".getBytes(StandardCharsets.US_ASCII));
      told.line("large object", object.tell64() + " of " + object.size64());
      object.seek64(49_999, LargeObject.SEEK_SET);
      told.line("large object", HexFormat.of().formatHex(object.read(8)));
      object.truncate(10);
      told.line("large object", object.size());
    }
    connection.commit();
    manager.delete(oid);
    told.attempt("deleted", () -> manager.open(oid, LargeObjectManager.READ).read(1));
    connection.rollback();
    connection.setAutoCommit(true);
  }

  private static void copies(Told told, Connection connection) throws Exception {
    CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
    for (String sql :
        List.of(
            "COPY users TO STDOUT",
            "COPY (SELECT * FROM products ORDER BY id) TO STDOUT WITH (FORMAT csv, HEADER)",
            "COPY categories (name, id) TO STDOUT (FORMAT binary)",
            "COPY nowhere TO STDOUT")) {
      told.attempt(
          sql,
          () -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            told.line(sql, copies.copyOut(sql, out));
            // a table's rows have no order
            told.line(
                sql,
                sql.endsWith("binary)")
                    ? out.size()
                    : out.toString(StandardCharsets.UTF_8).lines().sorted().toList());
          });
    }
    String into = "COPY users (id, name, email) FROM STDIN WITH (FORMAT csv)";
    for (String rows :
        List.of(
            "400,copied,c@example.com\n401,copied too,\n",
            "402,again,user9@example.com\n",
            "3,there,\n",
            "x,wrong,\n",
            "403\n")) {
      told.attempt(
          rows,
          () ->
              told.line(
                  rows,
                  copies.copyIn(
                      into, new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)))));
    }
    CopyIn given = copies.copyIn(into);
    byte[] row = "404,given up,\n".getBytes(StandardCharsets.UTF_8);
    given.writeToCopy(row, 0, row.length);
    told.attempt("given up", given::cancelCopy);
    told.run(connection, "SELECT id, name, email FROM users WHERE id > 399 ORDER BY id");
  }

  private static void notifications(Told told, Connection connection, Connection other)
      throws Exception {
    told.run(connection, "LISTEN changes");
    told.run(other, "NOTIFY changes, 'first'");
    told.run(
        other,
        "BEGIN; NOTIFY changes, 'second'; UPDATE users SET name = 'heard' WHERE id = 12; COMMIT");
    told.run(other, "SELECT pg_notify('changes', 'third')");
    PGConnection listening = connection.unwrap(PGConnection.class);
    for (int heard = 0; heard < 3; ) {
      for (PGNotification notification : listening.getNotifications(10_000)) {
        told.line(notification.getName(), notification.getParameter());
        heard++;
      }
    }
    told.run(connection, "UNLISTEN *");
  }

  private static void cancels(Told told, Connection connection, Connection other) throws Exception {
    try (Statement sleeping = connection.createStatement();
        Statement watch = other.createStatement()) {
      CompletableFuture<Void> cancelled =
          CompletableFuture.runAsync(
              () -> {
                try {
                  boolean asleep = false;
                  while (!asleep) {
                    ResultSet found =
                        watch.executeQuery(
                            "SELECT FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND wait_event = 'PgSleep'");
                    asleep = found.next();
                  }
                  sleeping.cancel();
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      told.attempt(
          "cancelled", () -> sleeping.execute("SELECT pg_sleep(60), name FROM users WHERE id = 3"));
      cancelled.get();
      sleeping.setQueryTimeout(1);
      told.attempt(
          "timed out",
          () -> sleeping.execute("UPDATE users SET name = (SELECT 'slow' FROM pg_sleep(60))"));
      sleeping.setQueryTimeout(0);
    }
    told.run(connection, "SET statement_timeout = '100ms'");
    told.run(connection, "SELECT pg_sleep(60)");
    told.run(connection, "RESET statement_timeout");
    told.run(connection, "SELECT name FROM users WHERE id = 3");
  }

  private static void calls(Told told, Connection connection) throws Exception {
    told.run(
        connection,
        "CREATE FUNCTION of_user(wanted int, OUT orders bigint, OUT spent numeric) LANGUAGE plpgsql"
            + " AS 'BEGIN SELECT count(*), sum(total) INTO orders, spent FROM orders WHERE user_id = wanted; END'");
    told.run(
        connection,
        "CREATE PROCEDURE pay(wanted bigint) LANGUAGE sql"
            + " BEGIN ATOMIC UPDATE orders SET status = 'paid' WHERE id = wanted; END");
    try (CallableStatement call = connection.prepareCall("{call of_user(?, ?, ?)}")) {
      for (int i = 1; i < 8; i++) {
        call.setInt(1, i);
        call.registerOutParameter(2, Types.BIGINT);
        call.registerOutParameter(3, Types.NUMERIC);
        told.attempt(
            "call",
            () -> {
              call.execute();
              told.line("call", call.getLong(2) + " " + call.getBigDecimal(3));
            });
      }
    }
    told.run(connection, "CALL pay(14)");
    told.run(connection, "SELECT id, status FROM orders WHERE id = 14");
  }

  private void metadata(Told told, Connection connection) throws Exception {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO orders (user_id, status, total) VALUES (?, ?::order_status, ?) RETURNING *")) {
      // the driver asserts that nobody asks for them without Describe
      if (!options.contains("simple")) {
        told.attempt(
            "parameters",
            () -> {
              ParameterMetaData parameters = statement.getParameterMetaData();
              for (int i = 1; i <= parameters.getParameterCount(); i++) {
                told.line("parameter", parameters.getParameterTypeName(i));
              }
            });
        told.attempt(
            "columns", () -> told.line("columns", statement.getMetaData().getColumnCount()));
      }
      told.run(statement, 3, "paid", new java.math.BigDecimal("12.34"));
    }
    told.line("catalog", connection.getMetaData().getDatabaseProductVersion());
    told.line("schema", connection.getSchema());
    told.line("settings", connection.unwrap(PGConnection.class).getParameterStatuses());
  }
}
