package io.pgveneer.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.testkit.Majors;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

final class ManyTablesIT {
  private static final String SQL =
      """
      DO $$ BEGIN
        FOR i IN 1 .. 1000 LOOP
          EXECUTE format('CREATE TABLE t_%1$s (id serial PRIMARY KEY, name text NOT NULL UNIQUE, other int CHECK (other > 0), at timestamptz DEFAULT now())', i);
          EXECUTE format('CREATE INDEX ON t_%s (other, at)', i);
          IF i > 1 THEN EXECUTE format('ALTER TABLE t_%s ADD FOREIGN KEY (other) REFERENCES t_%s', i, i - 1); END IF;
          IF i % 200 = 0 THEN COMMIT; END IF;
        END LOOP;
      END $$
      """;

  @Test
  void shouldGiveAThousandTables() throws SQLException {
    try (TwoDatabases databases = new TwoDatabases(Majors.newest(), Majors.newest(), SQL)) {
      ProvisionReport report = Provisioner.provision(databases.toProduction, databases.toFresh);
      SequencePositions.Report positions =
          SequencePositions.advance(databases.toProduction, databases.toFresh, 1000);
      int n = LowerTables.read(databases.toProduction, databases.toFresh).size();

      assertThat(report.shortcomings()).isEmpty();
      assertThat(report.created()).hasSizeGreaterThanOrEqualTo(5999);
      assertThat(positions.moved()).isEqualTo(1000);
      assertThat(n).isEqualTo(1000);
    }
  }
}
