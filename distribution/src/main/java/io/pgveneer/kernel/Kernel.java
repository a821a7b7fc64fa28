package io.pgveneer.kernel;

import io.pgveneer.routine.RoutineAdapter;
import io.pgveneer.schema.VirtualSchemaReader;
import io.pgveneer.spi.SessionPlanner;
import io.pgveneer.sql.OutlineCache;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Assembles handlers and schema into planners, one for each client session.
public final class Kernel implements SessionPlanner.Factory {
  private final HandlerRegistry handlers;
  private final SharedSchema schema = new SharedSchema();
  private final DirtyRelations dirty = new DirtyRelations();
  private final OutlineCache outlines = new OutlineCache();

  public Kernel(HandlerRegistry handlers) {
    this.handlers = handlers;
  }

  @Override
  public SessionPlanner open(Map<String, String> parameters, int serverVersion) {
    return new KernelSession(schema, dirty, outlines, handlers.open());
  }

  /// Rewrites the routines that came from production so that they see and change merged data.
  ///
  /// @param fresh connection to the fresh database, as the role that set the overlay up
  /// @return for each routine that cannot be rewritten, the reason
  public Map<String, String> adaptRoutines(Connection fresh) throws SQLException {
    VirtualSchemaReader.Reading reading =
        VirtualSchemaReader.read(rows(fresh, VirtualSchemaReader.QUERY));
    List<String> path =
        VirtualSchemaReader.searchPath(rows(fresh, VirtualSchemaReader.SESSION_QUERY));
    SessionNames names = new SessionNames(reading.schema(), path, null);
    try (HandlerChain chain = handlers.open()) {
      Routines routines = new Routines(chain, outlines);
      return RoutineAdapter.adapt(
          fresh, Routines.federatedNames(names), sql -> routines.statement(sql, names));
    }
  }

  private static List<List<@Nullable String>> rows(Connection connection, String query)
      throws SQLException {
    List<List<@Nullable String>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      int width = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<@Nullable String> row = new ArrayList<>(width);
        for (int i = 1; i <= width; i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /// The schema was changed, or a table written, by someone who is not a session of this kernel.
  public void changedElsewhere() {
    schema.invalidate();
  }
}
