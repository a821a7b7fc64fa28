package io.pgveneer.rewrite.ddl;

import io.pgveneer.api.Plan;
import io.pgveneer.api.Step;
import io.pgveneer.spi.Decision;
import io.pgveneer.spi.ReadRewriter;
import io.pgveneer.spi.StatementHandler;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.RewrittenSql;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.StatementClass;
import io.pgveneer.sql.TokenList;
import java.util.List;
import java.util.Set;

/// Runs DDL natively on upper: the database's event triggers make the overlay follow, and take what
/// the catalogue does not tell from the statement's text.
final class DdlHandler implements StatementHandler {
  static final String NAME = "ddl";

  private static final Step FILL =
      Step.of("SELECT pg_catalog.set_config('pgveneer.fill', 'on', true)");

  private final ReadRewriter reads;

  DdlHandler(ReadRewriter reads) {
    this.reads = reads;
  }

  @Override
  public Decision decide(StatementRequest request) {
    Outline outline = request.outline();
    if (outline.kind() == StatementClass.DDL) {
      return mine(request, LowerLocks.before(request), RewrittenSql.unchanged(outline.sql()));
    }
    if (outline.kind() != StatementClass.CREATE_AS) {
      return new Decision.NotMine();
    }
    if (outline.command().startsWith("REFRESH")) {
      return onUpper(request);
    }
    return outline.command().contains("MATERIALIZED") ? materialized(request) : createAs(request);
  }

  private Decision createAs(StatementRequest request) {
    Splice splice = new Splice(request.sql());
    ReadRewriter.Result result = reads.rewrite(request, reference -> true, splice, null);
    if (!result.fromUpper().isEmpty()) {
      return new Decision.NotMine();
    }
    return result.error() == null
        ? mine(request, List.of(), splice.apply())
        : new Decision.Refused(result.error());
  }

  /// Made without data, so that nothing runs on upper alone; the engine fills it with merged rows.
  private static Decision materialized(StatementRequest request) {
    TokenList tokens = TokenList.of(request.sql());
    int last = tokens.size() - 1;
    boolean told = tokens.is(last, "data");
    if (told && tokens.is(last - 1, "no")) {
      return onUpper(request);
    }
    Splice splice = new Splice(request.sql());
    if (told) {
      splice.insert(tokens.start(last), "NO ");
    } else {
      splice.insert(tokens.end(last), " WITH NO DATA");
    }
    return mine(request, List.of(FILL), splice.apply());
  }

  private static Decision onUpper(StatementRequest request) {
    return mine(request, List.of(), RewrittenSql.unchanged(request.sql()));
  }

  private static Decision mine(StatementRequest request, List<Step> before, RewrittenSql main) {
    return new Decision.Mine(
        new Plan(request.outline().kind(), NAME, before, main, List.of(), true, Set.of(), null));
  }
}
