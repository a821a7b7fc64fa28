package io.pgveneer.demo;

import java.sql.SQLException;

/// One of the seven things that a preview must be able to do, each on a preview of its own.
public enum Scenario {
  READ(1, "SELECT * FROM users"),
  ADD_COLUMN(2, "ALTER TABLE users ADD COLUMN phone_number VARCHAR(20)"),
  INSERT(3, "INSERT INTO users (name, email) VALUES ('new_user', …)"),
  UPDATE(4, "UPDATE users SET email = … WHERE id = 5"),
  MIXED(5, "ALTER TABLE users ADD COLUMN city …; INSERT …; SELECT …"),
  JOIN(6, "SELECT u.name, o.amount FROM users u JOIN orders o … WHERE u.id = 7"),
  TRANSACTION(7, "BEGIN; INSERT …; UPDATE …; ROLLBACK, and again with COMMIT");

  private final int number;
  private final String title;

  Scenario(int number, String title) {
    this.number = number;
    this.title = title;
  }

  public int number() {
    return number;
  }

  /// What is sent, shortened.
  public String title() {
    return title;
  }

  /// @return what was seen, in a few words
  String play(Stage stage) throws SQLException {
    return switch (this) {
      case READ -> Scenarios.read(stage);
      case ADD_COLUMN -> Scenarios.addColumn(stage);
      case INSERT -> Scenarios.insert(stage);
      case UPDATE -> Scenarios.update(stage);
      case MIXED -> Scenarios.mixed(stage);
      case JOIN -> Scenarios.join(stage);
      case TRANSACTION -> Scenarios.transaction(stage);
    };
  }
}
