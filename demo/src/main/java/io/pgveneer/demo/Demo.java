package io.pgveneer.demo;

import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.PostgresqlServer;
import io.pgveneer.testkit.ServerOptions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// A production server with the shop, an empty fresh server, and the proxy before them.
final class Demo implements AutoCloseable {
  private static final String TABLES =
      "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1";

  private final PostgresqlServer production;
  private final PostgresqlServer fresh;
  private final Database shop;
  private final Preview preview;

  private Demo(
      PostgresqlServer production, PostgresqlServer fresh, Database shop, Preview preview) {
    this.production = production;
    this.fresh = fresh;
    this.shop = shop;
    this.preview = preview;
  }

  /// @param major of both servers
  /// @param port the proxy's
  /// @param progress told each step
  static Demo start(int major, int port, Consumer<String> progress) throws SQLException {
    progress.accept("Starting PostgreSQL " + major + " as production");
    PostgresqlServer production = server(major);
    progress.accept("Filling it with a shop");
    Database shop = production.createDatabase("shop");
    Scripts.run("shop.sql", shop);
    progress.accept("Starting PostgreSQL " + major + " for what differs");
    PostgresqlServer fresh = server(major);
    progress.accept("Starting pgveneer");
    Preview preview =
        Preview.start(Reader.of(shop), fresh.createDatabase("shop"), "127.0.0.1:" + port);
    return new Demo(production, fresh, shop, preview);
  }

  private static PostgresqlServer server(int major) {
    return PostgresqlServer.start(ServerOptions.of(major));
  }

  PostgresqlServer production() {
    return production;
  }

  PostgresqlServer fresh() {
    return fresh;
  }

  Database shop() {
    return shop;
  }

  Preview preview() {
    return preview;
  }

  /// `14 tables, 187,000 rows`.
  static String size(Database database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet names = statement.executeQuery(TABLES)) {
        while (names.next()) {
          tables.add(names.getString(1));
        }
      }
      long rows = 0;
      for (String table : tables) {
        try (ResultSet count = statement.executeQuery("SELECT count(*) FROM public." + table)) {
          count.next();
          rows += count.getLong(1);
        }
      }
      return String.format(Locale.ROOT, "%d tables, %,d rows", tables.size(), rows);
    }
  }

  @Override
  public void close() {
    preview.close();
    fresh.close();
    production.close();
  }
}
