package io.pgveneer.routine;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Rewrites the routines that came from production, at start-up.
///
/// Routines that were rewritten before name the overlay, and are left alone.
public final class RoutineAdapter {
  private static final Logger log = LoggerFactory.getLogger(RoutineAdapter.class);

  private static final String ROUTINES =
      """
      SELECT p.oid::regprocedure::text, l.lanname, p.prosrc, pg_get_functiondef(p.oid),
             pg_get_function_sqlbody(p.oid)
      FROM pg_proc p
      JOIN pg_language l ON l.oid = p.prolang
      JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND n.nspname NOT IN ('pgveneer', 'pgveneer_lower', 'pgveneer_overlay', 'pgveneer_catalog')
        AND l.lanname NOT IN ('c', 'internal') AND p.prokind IN ('f', 'p')
        AND position('pgveneer' in p.prosrc) = 0
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass
                        AND d.objid = p.oid AND d.deptype = 'e')
      ORDER BY p.oid
      """;

  private record Routine(
      String name, String language, String source, String definition, @Nullable String sqlBody) {}

  private RoutineAdapter() {}

  /// @param connection to the fresh database, as the role that set the overlay up
  /// @return for each routine that cannot be rewritten, the reason
  public static Map<String, String> adapt(
      Connection connection, Predicate<String> federated, BodyPlanner planner) throws SQLException {
    Map<String, String> impossible = new TreeMap<>();
    int changed = 0;
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET check_function_bodies = off");
      for (Routine routine : routines(statement)) {
        String definition = null;
        switch (rewrite(routine, federated, planner)) {
          case RewrittenBody.Unchanged unchanged -> {}
          case RewrittenBody.Changed body -> {
            definition = withBody(routine, body.body(), routine.language());
            changed++;
          }
          case RewrittenBody.Impossible reason -> {
            impossible.put(routine.name(), reason.reason());
            definition = withBody(routine, RoutineStatement.failing(reason.reason()), "plpgsql");
          }
        }
        if (definition != null) {
          statement.execute(definition);
        }
      }
      statement.execute("RESET check_function_bodies");
    }
    log.info("{} routines rewritten for merged data", changed);
    impossible.forEach(
        (name, reason) -> log.warn("routine {} will fail when called: {}", name, reason));
    return impossible;
  }

  private static List<Routine> routines(Statement statement) throws SQLException {
    List<Routine> routines = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(ROUTINES)) {
      while (rows.next()) {
        routines.add(
            new Routine(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                rows.getString(4),
                rows.getString(5)));
      }
    }
    return routines;
  }

  private static RewrittenBody rewrite(
      Routine routine, Predicate<String> federated, BodyPlanner planner) {
    String sqlBody = routine.sqlBody();
    return RoutineBodies.rewrite(
        routine.language(),
        sqlBody == null ? routine.source() : statements(sqlBody),
        federated,
        planner);
  }

  /// The statements of a body that PostgreSQL keeps parsed: `BEGIN ATOMIC …; END` or `RETURN …`.
  private static String statements(String sqlBody) {
    String text = sqlBody.strip();
    return text.startsWith("RETURN ")
        ? "SELECT " + text.substring("RETURN ".length())
        : text.substring("BEGIN ATOMIC".length(), text.length() - "END".length());
  }

  private static String withBody(Routine routine, String body, String language) {
    String definition = routine.definition();
    String sqlBody = routine.sqlBody();
    int at =
        sqlBody == null ? definition.indexOf("\nAS $") : definition.lastIndexOf(sqlBody.strip());
    String head = definition.substring(0, at);
    return head.replaceFirst("\n LANGUAGE \\S+", "\n LANGUAGE " + language)
        + "\nAS "
        + RoutineStatement.quote(body);
  }
}
