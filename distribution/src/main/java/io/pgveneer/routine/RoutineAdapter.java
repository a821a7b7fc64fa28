package io.pgveneer.routine;

import io.pgveneer.api.Identifiers;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Decides what the catalogue should hold for a routine, so that it sees and changes merged data.
public final class RoutineAdapter {

  /// What has to change.
  ///
  /// @param source null to give its owner's body back
  /// @param impossible why the body cannot be rewritten, so that the routine fails when it is
  ///     called; else null
  public record Change(
      Routine routine, String language, @Nullable String source, @Nullable String impossible) {

    /// The call that brings it about.
    public String call(String secret) {
      return "pgveneer.adapt("
          + Identifiers.literal(secret)
          + ", "
          + routine.oid()
          + ", "
          + Identifiers.literal(language)
          + ", "
          + (source == null ? "NULL" : Identifiers.literal(source))
          + ", "
          + Identifiers.literal(routine.body())
          + ", "
          + Identifiers.literal(routine.holds())
          + ")";
    }
  }

  private RoutineAdapter() {}

  /// @param body as its owner wrote it
  /// @return null where all is as it should be
  public static @Nullable Change change(
      Routine routine, String body, Predicate<String> federated, BodyPlanner planner) {
    RewrittenBody rewritten =
        RoutineBodies.rewrite(
            routine.language(),
            routine.language().equals("sql") ? statements(body) : body,
            routine.mayWrite(),
            federated,
            planner);
    return switch (rewritten) {
      case RewrittenBody.Unchanged unchanged ->
          routine.adapted() ? new Change(routine, routine.language(), null, null) : null;
      case RewrittenBody.Changed changed ->
          unlessHeld(new Change(routine, routine.language(), changed.body(), null));
      case RewrittenBody.Impossible impossible ->
          unlessHeld(
              new Change(
                  routine,
                  "plpgsql",
                  DoStatement.failing(impossible.reason()),
                  impossible.reason()));
    };
  }

  private static @Nullable Change unlessHeld(Change change) {
    String source = String.valueOf(change.source());
    return change.routine().holds(change.language(), source) ? null : change;
  }

  /// The statements of a body that PostgreSQL keeps parsed: `BEGIN ATOMIC …; END` or `RETURN …`.
  private static String statements(String body) {
    String text = body.strip();
    if (text.startsWith("RETURN ")) {
      return "SELECT " + text.substring("RETURN ".length());
    }
    return text.startsWith("BEGIN ATOMIC")
        ? text.substring("BEGIN ATOMIC".length(), text.length() - "END".length())
        : body;
  }
}
