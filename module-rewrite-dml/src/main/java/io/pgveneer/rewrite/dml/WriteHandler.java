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
import io.pgveneer.sql.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// INSERT, UPDATE, DELETE, MERGE, COPY FROM, TRUNCATE, LOCK, and queries with such statements
/// inside WITH.
final class WriteHandler implements StatementHandler {
  static final String NAME = "write";

  private final ReadRewriter reads;

  WriteHandler(ReadRewriter reads) {
    this.reads = reads;
  }

  @Override
  public Decision decide(StatementRequest request) {
    Outline outline = request.outline();
    if (outline.kind() == StatementClass.LOCK) {
      return new Decision.Mine(Plan.passThrough(outline.kind(), NAME, outline.sql(), false));
    }
    if (outline.writes().isEmpty()) {
      return new Decision.NotMine();
    }
    List<Step> before = new ArrayList<>();
    for (Write write : outline.writes()) {
      SqlError error = prepare(request, write, before);
      if (error != null) {
        return new Decision.Refused(error);
      }
    }
    if (outline.kind() == StatementClass.PREPARE && !before.isEmpty()) {
      return new Decision.Refused(
          SqlError.unsupported(
              "PREPARE of a statement that changes production's rows",
              "Prepare it through the driver's own protocol, or send it directly."));
    }
    Splice splice = new Splice(outline.sql());
    SqlError error = reads.rewrite(request, reference -> true, splice, null);
    if (error != null) {
      return new Decision.Refused(error);
    }
    return new Decision.Mine(
        new Plan(outline.kind(), NAME, before, splice.apply(), List.of(), false, Set.of(), null));
  }

  /// Adds the copy-ups that one write needs.
  ///
  /// @return why it cannot be done, or null
  private @Nullable SqlError prepare(StatementRequest request, Write write, List<Step> before) {
    Relation relation = request.schema().resolve(write.target());
    if (relation == null || write.kind() == StatementClass.TRUNCATE) {
      return null;
    }
    if (relation.definition() != null) {
      return SqlError.unsupported(
          write.kind() + " on view \"" + relation.name() + "\"",
          "Change the tables that the view reads.");
    }
    Relation.Lower lower = relation.lower();
    if (lower == null || lower.opaque()) {
      return null;
    }
    CopyUp copyUp = new CopyUp(request, reads, write, relation, lower);
    switch (write.kind()) {
      case UPDATE, DELETE -> {
        if (write.currentOf() != null) {
          return SqlError.unsupported("WHERE CURRENT OF", null);
        }
        before.add(copyUp.byCondition());
      }
      case MERGE -> before.add(copyUp.bySource());
      case INSERT -> {
        if (write.conflict() != null) {
          before.add(new Conflicts(copyUp, write, write.conflict()).copyUp());
        }
      }
      default -> {}
    }
    return copyUp.error();
  }
}
