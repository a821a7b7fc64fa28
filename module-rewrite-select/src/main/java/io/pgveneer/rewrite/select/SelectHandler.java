package io.pgveneer.rewrite.select;

import io.pgveneer.api.Column;
import io.pgveneer.api.Identifiers;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Queries, and EXPLAIN, PREPARE, DECLARE and COPY TO of them.
final class SelectHandler implements StatementHandler {
  static final String NAME = "select";

  private final ReadRewriter reads;

  SelectHandler(ReadRewriter reads) {
    this.reads = reads;
  }

  @Override
  public Decision decide(StatementRequest request) {
    Outline outline = request.outline();
    if (!outline.writes().isEmpty() || !isQuery(outline)) {
      return new Decision.NotMine();
    }
    if (isCopyOfTable(outline)) {
      return copyOfTable(request);
    }
    Locks locks = Locks.of(request, reads);
    if (locks.error() != null) {
      return new Decision.Refused(locks.error());
    }
    Splice splice = new Splice(outline.sql());
    Set<Long> assumedClean = outline.kind() == StatementClass.PREPARE ? null : new HashSet<>();
    SqlError error =
        reads.rewrite(
            request, reference -> !locks.locked().contains(reference), splice, assumedClean);
    if (error != null) {
      return new Decision.Refused(error);
    }
    if (outline.kind() == StatementClass.PREPARE && !locks.steps().isEmpty()) {
      return new Decision.Refused(
          SqlError.unsupported("PREPARE of a locking query on a production table", null));
    }
    return mine(request, locks.steps(), splice, assumedClean);
  }

  private static boolean isQuery(Outline outline) {
    return switch (outline.kind()) {
      case QUERY, DECLARE, COPY -> true;
      case EXPLAIN, PREPARE -> outline.inner() == StatementClass.QUERY;
      default -> false;
    };
  }

  private static Decision mine(
      StatementRequest request, List<Step> before, Splice splice, @Nullable Set<Long> clean) {
    return new Decision.Mine(
        new Plan(
            request.outline().kind(),
            NAME,
            before,
            splice.apply(),
            List.of(),
            false,
            clean == null ? Set.of() : Set.copyOf(clean),
            null));
  }

  /// `COPY t TO`: the outline has the table itself, not a query.
  private static boolean isCopyOfTable(Outline outline) {
    return outline.kind() == StatementClass.COPY && outline.blocks().isEmpty();
  }

  private static Decision copyOfTable(StatementRequest request) {
    Splice splice = new Splice(request.sql());
    for (TableReference reference : request.outline().references()) {
      Relation relation = request.schema().resolve(reference);
      Relation.Lower lower = relation == null ? null : relation.lower();
      if (relation == null || lower == null || lower.opaque()) {
        continue;
      }
      if (relation.kind() == 'v' || relation.kind() == 'm') {
        return new Decision.Refused(
            SqlError.unsupported("COPY of view \"" + relation.name() + "\"", null));
      }
      CopyColumns columns = CopyColumns.after(request.sql(), reference);
      String list = columns.list() == null ? all(relation) : columns.list();
      splice.replace(columns.extent(), "(SELECT " + list + " FROM " + lower.merged() + ")");
    }
    return mine(request, List.of(), splice, null);
  }

  /// The columns that COPY takes where none are named: all but the generated ones.
  private static String all(Relation relation) {
    return relation.columns().stream()
        .filter(column -> !column.generated())
        .map(Column::name)
        .map(Identifiers::quote)
        .collect(Collectors.joining(", "));
  }
}
