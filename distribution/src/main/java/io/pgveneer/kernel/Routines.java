package io.pgveneer.kernel;

import io.pgveneer.api.Plan;
import io.pgveneer.api.Relation;
import io.pgveneer.api.SqlError;
import io.pgveneer.api.TransactionStatus;
import io.pgveneer.routine.RoutineStatement;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.OutlineCache;
import io.pgveneer.sql.RewrittenSql;
import io.pgveneer.sql.StatementClass;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Plans statements that carry a body: `DO`, `CREATE FUNCTION`, `CREATE PROCEDURE`.
final class Routines {
  private static final String NAME = "routines";

  private final HandlerChain chain;
  private final OutlineCache outlines;

  Routines(HandlerChain chain, OutlineCache outlines) {
    this.chain = chain;
    this.outlines = outlines;
  }

  /// @return null where the statement carries no body
  @Nullable Plan plan(Outline outline, SessionNames names) {
    if (!carriesBody(outline)) {
      return null;
    }
    RoutineStatement statement = RoutineStatement.of(outline.sql());
    if (statement == null) {
      return outline.references().stream().anyMatch(reference -> names.resolve(reference) != null)
          ? Plan.refused(
              outline.kind(),
              NAME,
              outline.sql(),
              SqlError.unsupported(
                  outline.command() + " with this form of body",
                  "Write the body as a string in dollar quotes."))
          : Plan.passThrough(outline.kind(), NAME, outline.sql(), true);
    }
    RewrittenSql main = statement.rewrite(federatedNames(names), sql -> statement(sql, names));
    return new Plan(outline.kind(), NAME, List.of(), main, List.of(), true, Set.of(), null);
  }

  /// Plans a statement inside a body, which may run at any later time: so never as clean.
  Plan statement(String sql, SessionNames names) {
    Outline outline = outlines.outline(sql);
    SessionNames later = names.neverClean();
    Plan plan =
        chain.decide(new StatementRequest(outline, later, TransactionStatus.IN_TRANSACTION, true));
    return plan == null ? Fallback.plan(outline) : plan;
  }

  /// Whether a name is that of a relation with a lower side, in any schema of the client's.
  static Predicate<String> federatedNames(SessionNames names) {
    Set<String> federated = new HashSet<>();
    for (Relation relation : names.schema().relations()) {
      if (!SessionNames.isCatalog(relation) && relation.lower() != null) {
        federated.add(relation.name());
      }
    }
    return federated::contains;
  }

  private static boolean carriesBody(Outline outline) {
    return outline.kind() == StatementClass.DO
        || outline.kind() == StatementClass.DDL
            && (outline.command().endsWith("FUNCTION") || outline.command().endsWith("PROCEDURE"))
            && outline.command().startsWith("CREATE");
  }
}
