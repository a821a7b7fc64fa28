package io.pgveneer.equivalence;

import io.pgveneer.equivalence.client.Endpoint;
import io.pgveneer.equivalence.run.Preview;
import io.pgveneer.testkit.PostgresqlServer;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/// Each case with a second copy in place of the preview: what differs here is not fixed by
/// PostgreSQL, and the case proves nothing.
final class CopyAgainstCopyIT {
  private static final CaseRuns RUNS = new CaseRuns(CopyAgainstCopyIT::copies);

  @TestFactory
  Stream<DynamicContainer> shouldAgreeWithItself() {
    return RUNS.tests("cases");
  }

  @TestFactory
  Stream<DynamicContainer> shouldAgreeWithItselfWhereOpen() {
    return RUNS.tests("cases-open");
  }

  @AfterAll
  static void close() throws SQLException {
    RUNS.close();
  }

  private static Preview.Factory copies(PostgresqlServer server) {
    return (production, fresh) -> {
      execute(server, "DROP DATABASE " + fresh.database());
      execute(server, "CREATE DATABASE " + fresh.database() + " TEMPLATE " + production.database());
      return new Copy(fresh);
    };
  }

  private static void execute(PostgresqlServer server, String sql) {
    try {
      server.administration().execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Copy(Endpoint endpoint) implements Preview {
    @Override
    public void close() {
      // A database of the arena's, which drops it.
    }
  }
}
