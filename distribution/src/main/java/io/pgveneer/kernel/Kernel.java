package io.pgveneer.kernel;

import io.pgveneer.api.Plan;
import io.pgveneer.api.TransactionStatus;
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
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Assembles handlers and schema into planners, one for each client session.
public final class Kernel implements SessionPlanner.Factory {
  private final HandlerRegistry handlers;
  private final SharedSchema schema = new SharedSchema();
  private final DirtyRelations dirty = new DirtyRelations();
  private final OpenDefinitions definitions = new OpenDefinitions();
  private final OutlineCache outlines = new OutlineCache();
  private final ConcurrentMap<String, String> bodies = new ConcurrentHashMap<>();

  /// What proves us to the overlay's engine; empty before [#adaptRoutines].
  private volatile String secret = "";

  private final OwnDefinitions ownDefinitions = new OwnDefinitions(System::nanoTime);

  private final Consumer<FailedDefinition> violations;

  public Kernel(HandlerRegistry handlers) {
    this(handlers, told -> {});
  }

  /// @param violations is told of definitions that failed on rows; it must not block, for it is
  ///     called on event loops
  public Kernel(HandlerRegistry handlers, Consumer<FailedDefinition> violations) {
    this.handlers = handlers;
    this.violations = violations;
  }

  @Override
  public SessionPlanner open(Map<String, String> parameters, int serverVersion) {
    return session(handlers.open());
  }

  private KernelSession session(HandlerChain chain) {
    Routines routines = new Routines(chain, outlines);
    return new KernelSession(
        schema,
        dirty,
        outlines,
        chain,
        routines,
        new RoutineKeeper(secret, routines, bodies),
        definitions,
        ownDefinitions,
        violations);
  }

  /// How a statement would be carried out, for a client with this connection's role and search
  /// path.
  ///
  /// Errors: SQLException with PostgreSQL's own words about the statement, or about a fresh
  /// database without an overlay.
  public Explanation explain(Connection fresh, String sql) throws SQLException {
    handlers.prepare();
    // as the one proxy of the preview would: with another beside it, nothing is taken for clean
    alone(fresh);
    ToldReads reads = new ToldReads(handlers.reads());
    try (KernelSession session = session(handlers.open(reads))) {
      String question = session.pending(TransactionStatus.IDLE);
      while (question != null) {
        session.answered(rows(fresh, question));
        question = session.pending(TransactionStatus.IDLE);
      }
      Plan plan = session.plan(sql, TransactionStatus.IDLE, false);
      Explainer explainer = new Explainer(fresh);
      explainer.explain(plan);
      return new Explanation(plan, reads.choices(), explainer.remote(), explainer.rows());
    }
  }

  /// Puts the bodies of routines in step with the schema, so that they see and change merged data.
  ///
  /// @param fresh connection to the fresh database, as the role that set the overlay up
  public void adaptRoutines(Connection fresh) throws SQLException {
    secret =
        Objects.requireNonNull(
            rows(fresh, "SELECT value FROM pgveneer.setting WHERE name = 'secret'")
                .getFirst()
                .getFirst());
    try (HandlerChain chain = handlers.open()) {
      RoutineKeeper keeper = new RoutineKeeper(secret, new Routines(chain, outlines), bodies);
      SchemaSnapshot base = schema.base();
      keeper.changed(
          VirtualSchemaReader.read(rows(fresh, VirtualSchemaReader.query(base.taken())))
              .over(base.schema()));
      for (String query = keeper.pending(); query != null; query = keeper.pending()) {
        keeper.answered(rows(fresh, query));
      }
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

  /// The schema was changed by someone who is not a session of this kernel.
  public void changedElsewhere() {
    schema.invalidate();
  }

  /// A definition was committed.
  ///
  /// @param stamp what the overlay tells it by
  /// @return whether a session of this kernel made it, which sees to all that follows
  public boolean isOwn(String stamp) {
    return ownDefinitions.heard(stamp);
  }

  /// Whether a session could not see to what followed of its definition: told once, and to be asked
  /// now and then.
  public boolean areDefinitionsOverdue() {
    return ownDefinitions.areOverdue();
  }

  /// A relation was written by a session that is no proxy's.
  public void writtenElsewhere(long relation) {
    dirty.found(List.of(relation));
  }

  /// No other proxy serves the fresh database, nor will while this one is told so: relations may be
  /// taken for clean.
  ///
  /// @param fresh connection to the fresh database, as the role that set the overlay up
  public void alone(Connection fresh) throws SQLException {
    dirty.found(VirtualSchemaReader.read(rows(fresh, VirtualSchemaReader.query(null))).dirty());
    dirty.alone(true);
  }

  /// Another proxy may serve the fresh database.
  public void accompanied() {
    dirty.alone(false);
  }
}
