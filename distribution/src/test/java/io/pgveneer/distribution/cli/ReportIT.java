package io.pgveneer.distribution.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.pgveneer.distribution.Pgveneer;
import io.pgveneer.distribution.TestProxy;
import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.PostgresqlExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresqlExtension.class)
class ReportIT {
  @TempDir private Path directory;

  @Test
  void shouldTellWhatMigrationsDidAndWouldDoInProduction(Database production, Database fresh)
      throws SQLException, IOException {
    // Given
    fill(production);
    try (Pgveneer preview = TestProxy.start(production, fresh, Map.of())) {
      Database client = TestProxy.preview(preview, fresh);

      // When
      client.execute("ALTER TABLE users ADD COLUMN logins int NOT NULL DEFAULT 0");
      client.execute("ALTER TABLE users ADD COLUMN code uuid DEFAULT gen_random_uuid()");
      client.execute("ALTER TABLE users ADD CHECK (id > 0)");
      client.execute("CREATE INDEX CONCURRENTLY by_name ON users (name)");
      client.execute("DO $$ BEGIN CREATE INDEX by_email ON users (email); END $$");
      client.execute("CREATE TABLE notes (id int PRIMARY KEY)");
      client.execute("DROP TABLE notes");
    }
    Config json = json(production, fresh);
    String text = Commands.run(directory, production, fresh, "report");

    // Then
    List<? extends Config> statements = json.getConfigList("statements");
    assertThat(statements)
        .extracting(statement -> statement.getString("statement"))
        .containsExactly(
            "ALTER TABLE users ADD COLUMN logins int NOT NULL DEFAULT 0",
            "ALTER TABLE users ADD COLUMN code uuid DEFAULT gen_random_uuid()",
            "ALTER TABLE users ADD CHECK (id > 0)",
            "CREATE INDEX CONCURRENTLY by_name ON users (name)",
            "CREATE INDEX by_email ON users (email)",
            "CREATE TABLE notes (id int PRIMARY KEY)",
            "DROP TABLE notes");
    assertThat(statements)
        .extracting(statement -> statement.hasPath("impact") ? statement.getString("impact") : "")
        .containsExactly(
            "",
            "rewrites the table, which nobody can read or write meanwhile",
            "reads the table, which nobody can read or write meanwhile",
            "",
            "builds an index on the table, which nobody can write meanwhile",
            "",
            "");
    assertThat(statements.get(2).getStringList("checked")).containsExactly("CHECK users_id_check");
    assertThat(statements.get(2).getDouble("production_rows")).isEqualTo(100);
    assertThat(json.getConfigList("violations")).isEmpty();
    assertThat(text)
        .startsWith("7 statements carried out, in ")
        .contains("\n      in production, about 100 rows, 1 MB: rewrites the table")
        .contains("\n0 statements failed on rows\n")
        .endsWith(
            """
            4 objects changed
              created       index public.by_email
              created       index public.by_name
              created and dropped  table public.notes
              altered       table public.users
            """);
  }

  @Test
  void shouldTellWhichRowsMadeAMigrationFail(Database production, Database fresh)
      throws SQLException, IOException {
    // Given
    fill(production);
    try (Pgveneer preview = TestProxy.start(production, fresh, Map.of())) {
      Database client = TestProxy.preview(preview, fresh);

      // When: production's rows first, then some that the preview has changed
      fails(client, "ALTER TABLE users ALTER COLUMN email SET NOT NULL");
      fails(client, "ALTER TABLE users ADD CONSTRAINT one UNIQUE (name)");
      client.execute("UPDATE users SET name = name");
      fails(client, "ALTER TABLE users ALTER email SET NOT NULL");
      fails(client, "ALTER TABLE users ADD UNIQUE (name)");
      fails(client, "ALTER TABLE users ADD CONSTRAINT few CHECK (id<-1 OR id <= 98)");
      fails(client, "ALTER TABLE users ALTER COLUMN email TYPE varchar(3)");
      client.execute(
          "DO $$ BEGIN ALTER TABLE users ADD CHECK (id < 9); EXCEPTION WHEN check_violation THEN END $$");
    }
    Config json = json(production, fresh);
    String text = Commands.run(directory, production, fresh, "report");

    // Then
    assertThat(json.getConfigList("violations"))
        .extracting(
            violation -> violation.getString("code"),
            violation -> violation.hasPath("object") ? violation.getString("object") : "",
            violation -> violation.hasPath("rows") ? violation.getLong("rows") : -1)
        .containsExactly(
            tuple("23502", "NOT NULL email", 1L),
            tuple("23505", "UNIQUE one", 80L),
            tuple("23502", "NOT NULL email", 1L),
            tuple("23505", "UNIQUE name", 80L),
            tuple("23514", "CHECK few", 2L),
            tuple("22001", "", -1L));
    assertThat(text)
        .contains(
            """
              ALTER TABLE users ADD CONSTRAINT few CHECK (id<-1 OR id <= 98)
                  ERROR 23514: check constraint "few" of relation "users" is violated by some row
                  2 rows of public.users against CHECK few, such as id: 99; 100
            """);
  }

  private static void fill(Database production) throws SQLException {
    production.execute(
        """
        CREATE TABLE users (id int PRIMARY KEY, name text, email text);
        INSERT INTO users
        SELECT i, 'user ' || i % 60, nullif('mail ' || i, 'mail 7') FROM generate_series(1, 100) i;
        ANALYZE""");
  }

  private static void fails(Database client, String sql) {
    assertThatThrownBy(() -> client.execute(sql)).isInstanceOf(SQLException.class);
  }

  private Config json(Database production, Database fresh) throws IOException {
    return ConfigFactory.parseString(
        Commands.run(directory, production, fresh, "report", "--json"));
  }
}
