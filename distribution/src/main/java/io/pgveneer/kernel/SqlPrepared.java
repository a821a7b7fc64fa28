package io.pgveneer.kernel;

import io.pgveneer.api.Identifiers;
import io.pgveneer.api.Plan;
import io.pgveneer.api.SqlError;
import io.pgveneer.api.Step;
import io.pgveneer.routine.Steps;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.StatementClass;
import io.pgveneer.sql.TokenList;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Statements prepared in SQL: what `PREPARE` needs done before each run is prepared beside it, and
/// run before `EXECUTE`.
final class SqlPrepared {
  private static final String NAME = "prepared";

  /// Where arguments would not be the same when they are evaluated once more.
  private static final Set<String> VOLATILE =
      Set.of(
          "random",
          "nextval",
          "setval",
          "clock_timestamp",
          "gen_random_uuid",
          "uuid_generate_v4",
          "timeofday");

  /// By name, how many steps a statement needs.
  private final Map<String, Integer> steps = new HashMap<>();

  /// @param plan a handler's for PREPARE, its steps those of the statement inside
  Plan prepare(Outline outline, Plan plan) {
    String name = name(outline.sql());
    if (plan.refusal() != null || name == null) {
      return plan;
    }
    List<Step> after = new ArrayList<>();
    for (Step step : plan.before()) {
      after.add(
          Step.of(
              "SELECT pgveneer.prepare_step("
                  + Identifiers.literal(name)
                  + ", "
                  + Identifiers.literal(stepName(name, after.size()))
                  + ", "
                  + Identifiers.literal(Steps.sql(step))
                  + ")"));
    }
    return new Plan(
            plan.kind(),
            plan.handler(),
            List.of(),
            plan.main(),
            List.copyOf(after),
            plan.barrier(),
            plan.assumedClean(),
            null)
        .withOrigins(plan.origins());
  }

  /// A plan for EXECUTE, whether as a statement of its own or inside of another; null where the
  /// prepared statement needs no steps.
  @Nullable Plan execute(Outline outline) {
    if (outline.kind() != StatementClass.EXECUTE && outline.inner() != StatementClass.EXECUTE) {
      return null;
    }
    TokenList tokens = TokenList.of(outline.sql());
    int verb = 0;
    while (!tokens.is(verb, "execute")) {
      verb++;
    }
    int needed = steps.getOrDefault(tokens.name(verb + 1), 0);
    if (needed == 0) {
      return null;
    }
    String arguments = "";
    if (tokens.is(verb + 2, "(")) {
      int close = tokens.partner(verb + 2);
      arguments = new Extent(tokens.start(verb + 2), tokens.end(close)).in(outline.sql());
      for (int i = verb + 3; i < close; i++) {
        if (tokens.isName(i) && VOLATILE.contains(tokens.name(i))) {
          return Plan.refused(
              outline.kind(),
              NAME,
              outline.sql(),
              SqlError.unsupported(
                  "EXECUTE with " + tokens.text(i) + "() for an argument",
                  "Give the value itself."));
        }
      }
    }
    List<Step> before = new ArrayList<>();
    for (int i = 0; i < needed; i++) {
      before.add(
          Step.of(
              "EXECUTE "
                  + Identifiers.quote(stepName(tokens.name(verb + 1), i))
                  + " "
                  + arguments));
    }
    Plan plan = Plan.passThrough(outline.kind(), NAME, outline.sql(), false);
    return new Plan(
        plan.kind(), NAME, List.copyOf(before), plan.main(), List.of(), true, Set.of(), null);
  }

  void completed(Plan plan, String tag) {
    if (tag.endsWith(" ALL")) {
      steps.clear();
    } else if (plan.kind() == StatementClass.PREPARE || plan.kind() == StatementClass.DEALLOCATE) {
      String name = name(plan.main().text());
      if (name != null) {
        steps.put(name, plan.after().size());
      }
    }
  }

  /// What PREPARE and DEALLOCATE name.
  private static @Nullable String name(String sql) {
    TokenList tokens = TokenList.of(sql);
    int at = tokens.is(1, "prepare") ? 2 : 1;
    return tokens.isName(at) ? tokens.name(at) : null;
  }

  private static String stepName(String name, int number) {
    return "pgveneer_"
        + number
        + "_"
        + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
