package io.pgveneer.rewrite.select;

import io.pgveneer.api.Plan;
import io.pgveneer.spi.Decision;
import io.pgveneer.spi.QueryCall;
import io.pgveneer.spi.ReadRewriter;
import io.pgveneer.spi.StatementHandler;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.StatementClass;
import io.pgveneer.sql.Words;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Sends a statement that only reads with its relations replaced.
final class SelectHandler implements StatementHandler {
  /// Those whose rows a client gets, at once or by FETCH and EXECUTE.
  private static final Set<StatementClass> DESCRIBED =
      Set.of(StatementClass.QUERY, StatementClass.DECLARE, StatementClass.PREPARE);

  private final String name;
  private final ReadRewriter reads;

  SelectHandler(String name, ReadRewriter reads) {
    this.name = name;
    this.reads = reads;
  }

  @Override
  public Decision decide(StatementRequest request) {
    Outline outline = request.outline();
    boolean locks = outline.blocks().stream().anyMatch(block -> !block.locking().isEmpty());
    if (!outline.writes().isEmpty() || locks || !QueryCall.in(outline.sql()).isEmpty()) {
      return new Decision.NotMine();
    }
    Splice splice = new Splice(outline.sql());
    if (outline.kind() == StatementClass.COPY && CopyTable.isTableCopy(outline)) {
      CopyTable.rewrite(request, splice);
      return new Decision.Mine(plan(outline, splice, Set.of()));
    }
    // A statement prepared in SQL runs at a time not known now, so nothing may be taken for clean.
    Set<Long> assumedClean = outline.kind() == StatementClass.PREPARE ? null : new HashSet<>();
    ReadRewriter.Result result = reads.rewrite(request, reference -> true, splice, assumedClean);
    if (result.error() != null) {
      return new Decision.Refused(result.error());
    }
    if (!result.fromUpper().isEmpty()) {
      return new Decision.NotMine();
    }
    Plan plan = plan(outline, splice, assumedClean == null ? Set.of() : assumedClean);
    return new Decision.Mine(
        DESCRIBED.contains(outline.kind()) ? plan.withOrigins(result.origins()) : plan);
  }

  private Plan plan(Outline outline, Splice splice, Set<Long> assumedClean) {
    boolean barrier =
        outline.kind() == StatementClass.CREATE_AS || Words.contains(outline.sql(), "set_config");
    return new Plan(
        outline.kind(),
        name,
        List.of(),
        splice.apply(),
        List.of(),
        barrier,
        Set.copyOf(assumedClean),
        null);
  }
}
