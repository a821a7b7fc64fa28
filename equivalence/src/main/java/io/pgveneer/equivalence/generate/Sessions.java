package io.pgveneer.equivalence.generate;

import io.pgveneer.equivalence.client.Reply;
import io.pgveneer.equivalence.script.Marks;
import io.pgveneer.equivalence.script.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes what the sessions of a case do, one step after the other, looking at what the copy
/// answered.
public final class Sessions {
  private static final int PREPARED = 4;

  /// In percent of what a session does that is in no transaction.
  private static final int STORIES = 10;

  private final Lots lots;
  private final Map<String, State> states = new HashMap<>();
  private final Deque<Step> queue = new ArrayDeque<>();
  private final List<String> names;
  private final Queries queries;
  private final Changes changes;
  private final Definitions definitions;
  private final Expressions expressions;
  private final Stories stories;
  private final int definitionShare;
  private Model model = Model.of(List.of());
  private String current = "a";
  private int line;

  /// What a session is in.
  private static final class State {
    private char status = 'I';
    private int savepoints;
    private int cursors;
    private final Map<String, Integer> prepared = new HashMap<>();
  }

  public Sessions(long seed, Functions functions, int major) {
    this.lots = new Lots(seed);
    this.expressions = new Expressions(lots, functions);
    this.queries = new Queries(lots, () -> model, expressions);
    this.changes = new Changes(lots, () -> model, expressions, queries, major);
    this.definitions =
        new Definitions(lots, () -> model, expressions, queries, new Names(lots), major);
    this.stories = new Stories(lots, () -> model, changes, queries.pages(), major);
    this.definitionShare = lots.of(0, 4, 10, 20);
    this.names =
        lots.of(
            List.of("a"),
            List.of("a"),
            List.of("a", "b"),
            List.of("a", "b", "c"),
            List.of("a", "c=alice"));
    queue.add(step("a", new Step.Statement(Model.QUERY.strip(), null)));
  }

  /// @param blocked the sessions that wait for others; null when all do
  public @Nullable Step next(Set<String> blocked) {
    while (queue.isEmpty()) {
      List<String> free = names.stream().filter(name -> !blocked.contains(name)).toList();
      if (free.isEmpty()) {
        return null;
      }
      if (!free.contains(current) || lots.chance(30)) {
        current = lots.of(free);
      }
      make(current, states.computeIfAbsent(current, _ -> new State()), blocked.isEmpty());
    }
    return queue.remove();
  }

  /// @param replies the copy's
  public void learn(Step step, List<Reply> replies) {
    State state = states.computeIfAbsent(step.session(), _ -> new State());
    boolean failed = false;
    boolean defined = false;
    List<List<String>> rows = new ArrayList<>();
    for (Reply reply : replies) {
      switch (reply) {
        case Reply.Ready(char status) -> state.status = status;
        case Reply.Failure _ -> failed = true;
        case Reply.Row(List<String> cells) -> rows.add(cells);
        case Reply.Tag(String tag) ->
            defined |=
                tag.matches(
                    "(CREATE|ALTER|DROP) (TABLE|VIEW|TYPE|SCHEMA|MATERIALIZED|INDEX).*|SELECT .*ROLLBACK.*|ROLLBACK.*|SELECT INTO.*");
        default -> {}
      }
    }
    if (state.status == 'I') {
      state.savepoints = 0;
    }
    if (step.action() instanceof Step.Statement(String sql, _)
        && sql.equals(Model.QUERY.strip())
        && !failed) {
      model = Model.of(rows);
    } else if (defined && state.status != 'E') {
      queue.addFirst(step(step.session(), new Step.Statement(Model.QUERY.strip(), null)));
    }
  }

  /// The preview refused a step: inside a transaction that has failed now, and what was to follow
  /// it may not be there.
  public void refused(Step step) {
    State state = states.computeIfAbsent(step.session(), _ -> new State());
    if (state.status == 'T') {
      state.status = 'E';
    }
    queue.clear();
  }

  private void make(String session, State state, boolean alone) {
    if (state.status == 'E') {
      String out =
          state.savepoints > 0 && lots.chance(60)
              ? "ROLLBACK TO s" + lots.between(1, state.savepoints)
              : lots.of("ROLLBACK", "ROLLBACK", "COMMIT", "SELECT 1");
      plain(session, out);
      return;
    }
    if (state.status == 'I' && alone && lots.chance(STORIES)) {
      stories.story().forEach(action -> queue.add(step(session, action)));
      return;
    }
    int dice = lots.below(100);
    if (dice < definitionShare && alone) {
      define(session);
    } else if (dice < 24) {
      control(session, state);
    } else if (dice < 28) {
      setting(session);
    } else if (dice < 62) {
      varied(session, state, queries.statement());
    } else if (dice < 90) {
      varied(session, state, changes.change());
    } else if (dice < 93 && !model.base().isEmpty()) {
      List<String> copy = changes.copyIn();
      queue.add(step(session, new Step.Statement(copy.getFirst(), copy.getLast())));
    } else if (dice < 96) {
      look(session);
    } else {
      several(session);
    }
  }

  private void define(String session) {
    String sql = definitions.definition();
    if (sql.contains("; CREATE TRIGGER")) {
      int middle = sql.indexOf("; CREATE TRIGGER");
      plain(session, sql.substring(0, middle));
      plain(session, sql.substring(middle + 2));
    } else {
      plain(session, sql);
    }
  }

  private void control(String session, State state) {
    if (state.status == 'I') {
      plain(
          session,
          "BEGIN"
              + lots.of(
                  "",
                  "",
                  "",
                  " ISOLATION LEVEL REPEATABLE READ",
                  // with others it may fail for what they only might have done
                  names.size() > 1 ? "" : " ISOLATION LEVEL SERIALIZABLE",
                  " READ ONLY",
                  " READ WRITE, ISOLATION LEVEL READ COMMITTED"));
      return;
    }
    switch (lots.below(9)) {
      case 0, 1 -> plain(session, lots.of("COMMIT", "COMMIT", "END", "COMMIT AND CHAIN"));
      case 2 -> plain(session, lots.of("ROLLBACK", "ABORT", "ROLLBACK AND CHAIN"));
      case 3, 4 -> plain(session, "SAVEPOINT s" + ++state.savepoints);
      case 5 ->
          plain(
              session,
              state.savepoints == 0
                  ? "SAVEPOINT s" + ++state.savepoints
                  : lots.of("ROLLBACK TO s", "RELEASE s") + state.savepoints);
      case 6 -> plain(session, "SET CONSTRAINTS ALL " + lots.of("IMMEDIATE", "DEFERRED"));
      default -> cursor(session, state);
    }
  }

  private void cursor(String session, State state) {
    if (state.cursors == 0 || lots.chance(40)) {
      String query = queries.statement();
      if (io.pgveneer.equivalence.script.Statements.ordered(query)) {
        state.cursors++;
        plain(
            session,
            "DECLARE c"
                + state.cursors
                + lots.of(" ", " SCROLL ", " NO SCROLL ", " BINARY ")
                + "CURSOR "
                + lots.of("", "", "WITH HOLD ")
                + "FOR "
                + query);
        plain(session, "FETCH ALL FROM c" + state.cursors);
      }
      return;
    }
    String name = "c" + lots.between(1, state.cursors);
    plain(
        session,
        lots.of(
                "FETCH FIRST FROM ",
                "MOVE 2 IN ",
                "FETCH ALL FROM ",
                "CLOSE ",
                "FETCH BACKWARD ALL FROM ")
            + name);
  }

  private void setting(String session) {
    plain(
        session,
        lots.of(
            "SET search_path = s1, public",
            "SET search_path = public",
            "RESET search_path",
            "SET LOCAL search_path = s1",
            "SET timezone = 'Asia/Kolkata'",
            "SET datestyle = 'German'",
            "SET intervalstyle = 'iso_8601'",
            "SET bytea_output = 'escape'",
            "SET extra_float_digits = 0",
            "RESET ALL",
            "DISCARD PLANS",
            "DEALLOCATE ALL",
            "SHOW timezone",
            "SET plan_cache_mode = force_generic_plan",
            "SET enable_hashjoin = off",
            "SET enable_nestloop = off",
            "SET standard_conforming_strings = on",
            "SET ROLE alice",
            "RESET ROLE",
            "SET default_transaction_isolation = 'repeatable read'",
            "SET client_encoding = 'LATIN1'",
            "SET client_encoding = 'UTF8'",
            "SET transform_null_equals = on",
            "SET row_security = off",
            "SET check_function_bodies = off"));
  }

  private void look(String session) {
    plain(
        session,
        lots.of(
            definitions.call(),
            "CALL f" + lots.below(4) + "p()",
            "SELECT relname, relkind FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1",
            "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2",
            "SELECT indexdef FROM pg_indexes WHERE schemaname IN ('public', 's1') ORDER BY 1",
            "SELECT sequencename, last_value FROM pg_sequences ORDER BY 1",
            "SELECT lastval()",
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
            "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal",
            "DO $$ BEGIN PERFORM 1; END $$"));
  }

  /// A statement in one of the ways that the protocol has.
  private void varied(String session, State state, String sql) {
    switch (lots.below(16)) {
      case 0, 1 -> queue.add(step(session, new Step.Bound(sql, List.of())));
      case 2 -> {
        Parameters parameters = Parameters.of(sql, lots);
        queue.add(step(session, new Step.Bound(parameters.sql(), parameters.values())));
      }
      case 3 -> {
        Parameters parameters = Parameters.of(sql, lots);
        String name = "p" + lots.below(PREPARED);
        if (state.prepared.containsKey(name)) {
          queue.add(step(session, new Step.Close(name)));
        }
        state.prepared.put(name, parameters.values().size());
        queue.add(step(session, new Step.Prepare(name, parameters.sql())));
        queue.add(step(session, new Step.Execute(name, parameters.values())));
        queue.add(step(session, new Step.Execute(name, parameters.values())));
      }
      case 4 -> {
        if (state.prepared.isEmpty()) {
          plain(session, sql);
        } else {
          String name = lots.of(List.copyOf(new java.util.TreeSet<>(state.prepared.keySet())));
          if (state.prepared.getOrDefault(name, 1) == 0) {
            queue.add(step(session, new Step.Execute(name, List.of())));
          }
        }
      }
      case 5 -> {
        plain(session, "PREPARE q" + line + " AS " + sql);
        plain(session, "EXECUTE q" + line);
      }
      default -> plain(session, sql);
    }
  }

  private void several(String session) {
    String first = lots.of(queries.statement(), changes.change());
    String second = lots.of(queries.statement(), changes.change());
    // some majors see no block there
    if (first.startsWith("LOCK")) {
      first = queries.statement();
    }
    if (second.startsWith("LOCK")) {
      second = queries.statement();
    }
    queue.add(
        step(
            session,
            lots.chance(50)
                ? new Step.Script(first + ";\n" + second + ";\n")
                : new Step.Pipeline(List.of(List.of(first, second)))));
  }

  private void plain(String session, String sql) {
    queue.add(step(session, new Step.Statement(sql, null)));
  }

  private Step step(String session, Step.Action action) {
    return new Step(++line, session, action, Marks.NONE.withAnyRow());
  }
}
