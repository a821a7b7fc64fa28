package io.pgveneer.rewrite.dml;

import io.pgveneer.api.Plan;
import io.pgveneer.api.Relation;
import io.pgveneer.api.SqlError;
import io.pgveneer.api.Step;
import io.pgveneer.spi.Decision;
import io.pgveneer.spi.ReadRewriter;
import io.pgveneer.spi.StatementHandler;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.StatementClass;
import io.pgveneer.sql.TableReference;
import io.pgveneer.sql.TokenList;
import io.pgveneer.sql.Write;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// INSERT, UPDATE, DELETE, MERGE, COPY FROM, TRUNCATE, LOCK, locking queries, and queries with such
/// statements inside WITH: copies up what they may touch, then runs them on upper.
final class WriteHandler implements StatementHandler {
  static final String NAME = "write";

  private final ReadRewriter reads;

  WriteHandler(ReadRewriter reads) {
    this.reads = reads;
  }

  @Override
  public Decision decide(StatementRequest request) {
    Outline outline = request.outline();
    if (outline.kind() == StatementClass.LOCK || outline.kind() == StatementClass.TRUNCATE) {
      return new Decision.Mine(Plan.passThrough(outline.kind(), NAME, outline.sql(), false));
    }
    boolean locks = outline.blocks().stream().anyMatch(block -> !block.locking().isEmpty());
    if (outline.writes().isEmpty() && !locks) {
      return new Decision.NotMine();
    }
    try {
      return new Decision.Mine(plan(request));
    } catch (Refused refused) {
      return new Decision.Refused(refused.error());
    }
  }

  private Plan plan(StatementRequest request) {
    Outline outline = request.outline();
    Set<Long> touched = new HashSet<>();
    List<Step> before = new ArrayList<>();
    LockedRows lockedRows = new LockedRows(request, reads);
    Map<TableReference, Relation> locked = lockedRows.find();
    locked.forEach(
        (reference, relation) -> {
          touched.add(relation.oid());
          before.add(lockedRows.step(reference, relation));
        });
    for (Write write : outline.writes()) {
      Relation relation = request.schema().resolve(write.target());
      if (relation != null) {
        touched.add(relation.oid());
        Step step = step(request, write, relation, locked.keySet());
        if (step != null) {
          before.add(step);
        }
      }
    }
    Splice main = new Splice(outline.sql());
    Set<Long> clean = outline.kind() == StatementClass.PREPARE ? null : new HashSet<>();
    SqlError error =
        reads.rewrite(
            Touched.in(request, touched), other -> !locked.containsKey(other), main, clean);
    if (error != null) {
      throw new Refused(error);
    }
    return new Plan(
        outline.kind(),
        NAME,
        run(outline, before),
        main.apply(),
        List.of(),
        outline.kind() == StatementClass.CREATE_AS,
        clean == null ? Set.of() : Set.copyOf(clean),
        null);
  }

  /// The steps to run: EXPLAIN alone changes nothing, and PREPARE cannot take steps with it.
  private static List<Step> run(Outline outline, List<Step> before) {
    if (outline.kind() == StatementClass.PREPARE && !before.isEmpty()) {
      throw Refused.because(
          "PREPARE of a statement that changes or locks rows of production",
          "Prepare it through the driver's protocol, or send it directly.");
    }
    return outline.kind() == StatementClass.EXPLAIN && !isAnalyze(outline) ? List.of() : before;
  }

  /// Errs towards yes, where steps do no harm.
  private static boolean isAnalyze(Outline outline) {
    TokenList tokens = TokenList.of(outline.sql());
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.is(i, "analyze") || tokens.is(i, "analyse")) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Step step(
      StatementRequest request, Write write, Relation relation, Set<TableReference> upper) {
    if (relation.definition() != null) {
      throw Refused.because(
          write.kind() + " on view \"" + relation.name() + "\"",
          "It reads tables of production: change those.");
    }
    Relation.Lower lower = relation.lower();
    if (lower == null || lower.opaque() || lower.unmasked() == null) {
      return null;
    }
    if (write.currentOf() != null) {
      throw Refused.because(
          "WHERE CURRENT OF on table \"" + relation.name() + "\"", "Name the row by its key.");
    }
    return switch (write.kind()) {
      case UPDATE, DELETE, MERGE -> {
        if (write.target().only() && relation.kind() == 'p') {
          yield null;
        }
        yield new WriteSteps(request, reads, write, relation, lower, upper).step();
      }
      case INSERT -> {
        Write.Conflict conflict = write.conflict();
        yield conflict == null
            ? null
            : new Conflicts(request, reads, write, relation, lower).step(conflict);
      }
      default -> null;
    };
  }
}
