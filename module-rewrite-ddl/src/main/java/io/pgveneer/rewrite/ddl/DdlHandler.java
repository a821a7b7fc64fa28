package io.pgveneer.rewrite.ddl;

import io.pgveneer.api.Plan;
import io.pgveneer.api.Relation;
import io.pgveneer.api.SqlError;
import io.pgveneer.api.Step;
import io.pgveneer.spi.Decision;
import io.pgveneer.spi.ReadRewriter;
import io.pgveneer.spi.StatementHandler;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.RewrittenSql;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.StatementClass;
import io.pgveneer.sql.TableReference;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Runs DDL natively on upper, with the overlay's views out of its way.
final class DdlHandler implements StatementHandler {
  static final String NAME = "ddl";

  /// Statements that may touch what federated relations depend on without naming these.
  private static final List<String> FAR_REACHING =
      List.of(
          "DROP TYPE",
          "DROP DOMAIN",
          "DROP EXTENSION",
          "DROP COLLATION",
          "DROP SCHEMA",
          "DROP OWNED",
          "DROP FUNCTION",
          "DROP PROCEDURE",
          "DROP OPERATOR",
          "ALTER TYPE",
          "ALTER DOMAIN");

  private final ReadRewriter reads;

  DdlHandler(ReadRewriter reads) {
    this.reads = reads;
  }

  @Override
  public Decision decide(StatementRequest request) {
    Outline outline = request.outline();
    return switch (outline.kind()) {
      case DDL -> ddl(request);
      case CREATE_AS -> createAs(request);
      case EXPLAIN ->
          outline.inner() == StatementClass.CREATE_AS ? createAs(request) : new Decision.NotMine();
      default -> new Decision.NotMine();
    };
  }

  private Decision createAs(StatementRequest request) {
    if (request.outline().command().startsWith("REFRESH")) {
      return refresh(request);
    }
    Splice splice = new Splice(request.sql());
    SqlError error = reads.rewrite(request, reference -> true, splice, null);
    return error == null ? mine(request, List.of(), splice.apply()) : new Decision.Refused(error);
  }

  private static Decision refresh(StatementRequest request) {
    for (TableReference reference : request.outline().references()) {
      Relation relation = request.schema().resolve(reference);
      if (relation != null && relation.definition() != null) {
        return new Decision.Refused(
            SqlError.unsupported(
                "REFRESH of materialized view \"" + relation.name() + "\"",
                "It reads tables of production."));
      }
    }
    return mine(request, List.of(), RewrittenSql.unchanged(request.sql()));
  }

  private static Decision ddl(StatementRequest request) {
    Set<Long> inTheWay = runsAlone(request) || !movesViews(request) ? Set.of() : affected(request);
    List<Step> before =
        inTheWay.isEmpty()
            ? List.of()
            : List.of(
                Step.of(
                    "SELECT pgveneer.before_ddl('{"
                        + inTheWay.stream().map(String::valueOf).collect(Collectors.joining(","))
                        + "}'::oid[])"));
    return mine(request, before, RewrittenSql.unchanged(request.sql()));
  }

  private static Decision mine(StatementRequest request, List<Step> before, RewrittenSql main) {
    return new Decision.Mine(
        new Plan(request.outline().kind(), NAME, before, main, List.of(), true, Set.of(), null));
  }

  /// PostgreSQL takes these outside of a transaction block only, so no step can go with them.
  private static boolean runsAlone(StatementRequest request) {
    String command = request.outline().command();
    return command.endsWith("DATABASE")
        || command.endsWith("TABLESPACE")
        || command.endsWith("SUBSCRIPTION")
        || command.equals("ALTER SYSTEM")
        || request.sql().toLowerCase(Locale.ROOT).contains("concurrently");
  }

  /// Only changes of what exists can meet a view that depends on it.
  private static boolean movesViews(StatementRequest request) {
    String command = request.outline().command();
    return command.startsWith("ALTER") || command.startsWith("DROP");
  }

  private static Set<Long> affected(StatementRequest request) {
    Set<Long> affected = new LinkedHashSet<>();
    if (FAR_REACHING.contains(request.outline().command())) {
      for (Relation relation : request.schema().schema().relations()) {
        add(relation, affected);
      }
      return affected;
    }
    for (TableReference reference : request.outline().references()) {
      Relation relation = request.schema().resolve(reference);
      if (relation != null) {
        add(relation, affected);
      }
    }
    return affected;
  }

  private static void add(Relation relation, Set<Long> affected) {
    boolean catalog =
        relation.schema().equals("pg_catalog") || relation.schema().equals("information_schema");
    if (relation.lower() != null && !catalog) {
      affected.add(relation.oid());
    }
  }
}
