package io.pgveneer.rewrite.dml;

import io.pgveneer.api.Identifiers;
import io.pgveneer.api.Plan;
import io.pgveneer.api.Relation;
import io.pgveneer.api.Step;
import io.pgveneer.spi.Decision;
import io.pgveneer.spi.ReadRewriter;
import io.pgveneer.spi.StatementHandler;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.QueryBlock.Locking;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.StatementClass;
import io.pgveneer.sql.TableReference;
import io.pgveneer.sql.Write;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
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
      return new Decision.Mine(new TableLock(request).plan(NAME));
    }
    if (outline.command().contains("MATERIALIZED")) {
      // its stored query stays over the tables themselves, and the engine fills it
      return new Decision.NotMine();
    }
    try {
      Plan plan = plan(request);
      return plan == null ? new Decision.NotMine() : new Decision.Mine(plan);
    } catch (Refused refused) {
      return new Decision.Refused(refused.error());
    }
  }

  /// @return null for a statement that neither writes nor locks, and reads merged rows alone
  private @Nullable Plan plan(StatementRequest request) {
    Outline outline = request.outline();
    Map<TableReference, Locking> locked = LockedRows.in(request);
    Set<TableReference> upper = new LinkedHashSet<>(locked.keySet());
    upper.addAll(read(request, upper, new Splice(outline.sql()), null).fromUpper());
    List<Step> before = new ArrayList<>(QueryTexts.steps(outline.sql()));
    if (outline.writes().isEmpty() && upper.isEmpty() && before.isEmpty() && !locks(outline)) {
      return null;
    }
    Set<Long> touched = new HashSet<>();
    UpperReads upperReads = new UpperReads(request, reads, upper);
    for (TableReference reference : upper) {
      Relation relation = request.schema().resolve(reference);
      Relation.Lower lower = relation == null ? null : relation.lower();
      if (relation != null && lower != null && !isMaterialized(relation)) {
        touched.addAll(lower.bases());
        if (!locked.containsKey(reference)) {
          before.add(
              Step.of(
                  "SELECT pgveneer.check_writable(" + Identifiers.literal(relation.name()) + ")"));
        }
        before.add(upperReads.step(reference, relation, lower, locked.get(reference)));
      }
    }
    for (Write write : outline.writes()) {
      Relation relation = request.schema().resolve(write.target());
      Relation.Lower lower = relation == null ? null : relation.lower();
      if (relation != null && lower != null && !lower.opaque()) {
        touched.addAll(lower.bases());
        Step step = step(request, write, relation, lower, upper);
        if (step != null) {
          before.add(step);
        }
      }
    }
    Splice main = new Splice(outline.sql());
    Set<Long> clean = outline.kind() == StatementClass.PREPARE ? null : new HashSet<>();
    read(Touched.in(request, touched), upper, main, clean);
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

  private static boolean locks(Outline outline) {
    return outline.blocks().stream().anyMatch(block -> !block.locking().isEmpty());
  }

  private ReadRewriter.Result read(
      StatementRequest request,
      Set<TableReference> upper,
      Splice splice,
      @Nullable Set<Long> assumedClean) {
    ReadRewriter.Result result =
        reads.rewrite(request, other -> !upper.contains(other), splice, assumedClean);
    if (result.error() != null) {
      throw new Refused(result.error());
    }
    return result;
  }

  /// The steps to run: EXPLAIN alone changes nothing.
  private static List<Step> run(Outline outline, List<Step> before) {
    return outline.kind() == StatementClass.EXPLAIN && !outline.mayAnalyze() ? List.of() : before;
  }

  /// Of a materialized view PostgreSQL itself says that it can be neither written to nor locked.
  private static boolean isMaterialized(Relation relation) {
    return relation.kind() == 'm';
  }

  private @Nullable Step step(
      StatementRequest request,
      Write write,
      Relation relation,
      Relation.Lower lower,
      Set<TableReference> upper) {
    String cursor = write.currentOf();
    if (cursor != null) {
      return Step.of("SELECT pgveneer.check_cursor(" + Identifiers.literal(cursor) + ")");
    }
    if (lower.bases().isEmpty() || isMaterialized(relation)) {
      return null;
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
