package io.pgveneer.kernel;

import io.pgveneer.api.Plan;
import io.pgveneer.api.Relation;
import io.pgveneer.api.SqlError;
import io.pgveneer.api.TransactionStatus;
import io.pgveneer.api.VirtualSchema;
import io.pgveneer.routine.BodyPlanner;
import io.pgveneer.routine.DoStatement;
import io.pgveneer.spi.SessionSchema;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.OutlineCache;
import io.pgveneer.sql.RewrittenSql;
import io.pgveneer.sql.StatementClass;
import io.pgveneer.sql.TableReference;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Plans the statements in the bodies of `DO` and of routines.
final class Routines {
  private static final String NAME = "routines";

  private final HandlerChain chain;
  private final OutlineCache outlines;

  Routines(HandlerChain chain, OutlineCache outlines) {
    this.chain = chain;
    this.outlines = outlines;
  }

  /// Plans a `DO` statement.
  Plan plan(Outline outline, SessionNames names) {
    DoStatement statement = DoStatement.of(outline.sql());
    if (statement == null) {
      return Plan.refused(
          outline.kind(),
          NAME,
          outline.sql(),
          SqlError.unsupported("DO with this form of body", "Write it in dollar quotes."));
    }
    RewrittenSql main =
        statement.rewrite(federatedNames(names.schema()), planner(names.neverClean()));
    return new Plan(outline.kind(), NAME, List.of(), main, List.of(), true, Set.of(), null);
  }

  /// Plans statements of a routine that may run in any session.
  BodyPlanner planner(BodyNames names) {
    BodyPlanner planner = planner((SessionSchema) names);
    return sql -> {
      Outline outline = outlines.outline(sql);
      for (TableReference reference : outline.references()) {
        if (reference.schema() == null && names.isAmbiguous(reference.relation())) {
          return Plan.refused(
              outline.kind(),
              NAME,
              sql,
              SqlError.unsupported(
                  "table \"" + reference.relation() + "\" of several schemas in one body",
                  "Name its schema, or set the function's search_path."));
        }
      }
      return planner.plan(sql);
    };
  }

  /// Plans statements as they would be planned for a client, at a time not known now.
  BodyPlanner planner(SessionSchema names) {
    return sql -> {
      Outline outline = outlines.outline(sql);
      Plan plan =
          chain.decide(
              new StatementRequest(outline, names, TransactionStatus.IN_TRANSACTION, true));
      return plan == null ? Fallback.plan(outline, names.schema()) : plan;
    };
  }

  /// Whether a name is that of a relation with a lower side, in any schema of the client's.
  static Predicate<String> federatedNames(VirtualSchema schema) {
    Set<String> federated = new HashSet<>();
    for (Relation relation : schema.relations()) {
      if (!SessionNames.isCatalog(relation) && relation.lower() != null) {
        federated.add(relation.name());
      }
    }
    return federated::contains;
  }

  static boolean isDo(Outline outline) {
    return outline.kind() == StatementClass.DO;
  }
}
