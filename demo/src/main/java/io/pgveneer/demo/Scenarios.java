package io.pgveneer.demo;

import static io.pgveneer.demo.Stage.expect;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What the seven scenarios send, and what they must see.
final class Scenarios {
  private static final String JOIN =
      "SELECT u.name, o.amount FROM users u JOIN orders o ON u.id = o.user_id WHERE u.id = 7"
          + " ORDER BY o.amount";

  private Scenarios() {}

  static String read(Stage stage) throws SQLException {
    List<String> plan = stage.read("EXPLAIN (COSTS OFF) SELECT * FROM users");
    String text = String.join("\n", plan);
    expect("the plan has one foreign scan", text.split("Foreign Scan", -1).length == 2, text);
    expect(
        "the plan reads nothing else",
        !text.contains("Seq Scan") && !text.contains("Append"),
        text);
    List<String> rows = stage.read("SELECT * FROM users");
    expect("rows", sorted(stage.readProduction("SELECT * FROM users")), sorted(rows));
    return rows.size() + " rows, by a foreign scan alone";
  }

  static String addColumn(Stage stage) throws SQLException {
    stage.write("ALTER TABLE users ADD COLUMN phone_number VARCHAR(20)");
    String column =
        "SELECT count(*) FROM information_schema.columns"
            + " WHERE table_schema = 'public' AND table_name = 'users'"
            + " AND column_name = 'phone_number'";
    expect("columns in fresh", List.of("1"), stage.readFresh(column));
    expect("columns in production", List.of("0"), stage.readProduction(column));
    List<String> rows = stage.read("SELECT phone_number FROM users");
    expect("phone numbers", repeated("null", 10), rows);
    expect(
        "phone numbers that are there",
        List.of(),
        stage.read("SELECT phone_number FROM users WHERE phone_number IS NOT NULL"));
    return "column in fresh alone; 10 rows, NULL each";
  }

  static String insert(Stage stage) throws SQLException {
    int inserted =
        stage.write("INSERT INTO users (name, email) VALUES (?, ?)", "new_user", "new@example.com");
    expect("rows inserted", 1, inserted);
    List<String> seen = stage.read("SELECT name FROM users WHERE name = ?", "new_user");
    expect("rows found", List.of("new_user"), seen);
    List<String> ids = stage.readFresh("SELECT id FROM users");
    expect("one row in fresh", ids.size() == 1, ids);
    expect(
        "production's rows with this id",
        List.of("0"),
        stage.readProduction("SELECT count(*) FROM users WHERE id = " + ids.getFirst()));
    return "1 row, in fresh, id " + ids.getFirst();
  }

  static String update(Stage stage) throws SQLException {
    List<String> before = stage.readProduction("SELECT id, email FROM users ORDER BY id");
    int updated =
        stage.write("UPDATE users SET email = ? WHERE id = ?", "updated.email@example.com", 5);
    expect("rows updated", 1, updated);
    expect(
        "rows in fresh",
        List.of("5|updated.email@example.com"),
        stage.readFresh("SELECT id, email FROM users"));
    expect("production", before, stage.readProduction("SELECT id, email FROM users ORDER BY id"));
    List<String> expected = new ArrayList<>(before);
    expected.set(4, "5|updated.email@example.com");
    expect("rows", expected, stage.read("SELECT id, email FROM users ORDER BY id"));
    return "UPDATE 1; 10 rows, that one changed; production as it was";
  }

  static String mixed(Stage stage) throws SQLException {
    stage.write("ALTER TABLE users ADD COLUMN city VARCHAR(50)");
    stage.write("INSERT INTO users (id, name, city) VALUES (?, ?, ?)", 11, "city_user", "New York");
    List<String> expected =
        new ArrayList<>(stage.readProduction("SELECT id, name, NULL FROM users ORDER BY id"));
    expected.add("11|city_user|New York");
    expect("rows", expected, stage.read("SELECT id, name, city FROM users ORDER BY id"));
    return "11 rows, ten NULL cities";
  }

  static String join(Stage stage) throws SQLException {
    List<String> clean = List.of("user_7|60.00", "user_7|160.00", "user_7|260.00");
    expect("amounts before any change", clean, stage.read(JOIN));
    stage.write("UPDATE users SET name = ? WHERE id = ?", "seven", 7);
    expect(
        "amounts after changing the user",
        List.of("seven|60.00", "seven|160.00", "seven|260.00"),
        stage.read(JOIN));
    stage.write("INSERT INTO orders (user_id, amount) VALUES (?, 99.50)", 7);
    expect(
        "amounts after a new order",
        List.of("seven|60.00", "seven|99.50", "seven|160.00", "seven|260.00"),
        stage.read(JOIN));
    expect("rows deleted", 1, stage.write("DELETE FROM orders WHERE order_id = ?", 16));
    expect(
        "amounts after deleting one of production's",
        List.of("seven|60.00", "seven|99.50", "seven|260.00"),
        stage.read(JOIN));
    return "right before and after each of three changes";
  }

  static String transaction(Stage stage) throws SQLException {
    String users = "SELECT count(*) FROM users WHERE name = 'in_transaction'";
    String orders = "SELECT count(*), sum(amount) FROM orders WHERE user_id = 1";
    String before = stage.read(orders).getFirst();
    changeBoth(stage);
    stage.rollback();
    expect("users after ROLLBACK", List.of("0"), stage.read(users));
    expect("orders after ROLLBACK", List.of(before), stage.read(orders));
    expect("users elsewhere after ROLLBACK", List.of("0"), stage.readElsewhere(users));
    expect("left behind in users", List.of("0"), stage.readFresh("SELECT count(*) FROM users"));
    expect("left behind in orders", List.of("0"), stage.readFresh("SELECT count(*) FROM orders"));
    changeBoth(stage);
    stage.commit();
    expect("users after COMMIT", List.of("1"), stage.read(users));
    expect("orders after COMMIT", List.of("3|0.00"), stage.read(orders));
    expect("users elsewhere", List.of("1"), stage.readElsewhere(users));
    expect("orders elsewhere", List.of("3|0.00"), stage.readElsewhere(orders));
    return "ROLLBACK left nothing, COMMIT showed both, here and elsewhere";
  }

  private static void changeBoth(Stage stage) throws SQLException {
    stage.begin();
    stage.write("INSERT INTO users (name) VALUES (?)", "in_transaction");
    expect("orders updated", 3, stage.write("UPDATE orders SET amount = 0 WHERE user_id = ?", 1));
  }

  private static List<String> sorted(List<String> rows) {
    return rows.stream().sorted().toList();
  }

  private static List<String> repeated(String row, int times) {
    return Collections.nCopies(times, row);
  }
}
