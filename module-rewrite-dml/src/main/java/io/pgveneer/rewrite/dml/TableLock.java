package io.pgveneer.rewrite.dml;

import io.pgveneer.api.Plan;
import io.pgveneer.api.Relation;
import io.pgveneer.api.Step;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.RewrittenSql;
import io.pgveneer.sql.StatementClass;
import io.pgveneer.sql.TableReference;
import io.pgveneer.sql.TokenList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// LOCK TABLE and TRUNCATE, which also have to keep out those who read nothing but the lower side.
final class TableLock {
  private final StatementRequest request;
  private final TokenList tokens;

  TableLock(StatementRequest request) {
    this.request = request;
    this.tokens = TokenList.of(request.sql());
  }

  Plan plan(String handler) {
    Outline outline = request.outline();
    Set<Long> bases = bases();
    boolean truncates = outline.kind() == StatementClass.TRUNCATE;
    return new Plan(
        outline.kind(),
        handler,
        bases.isEmpty() || !truncates && !keepsReadersOut()
            ? List.of()
            : List.of(step(bases, truncates ? "truncate" : "lock")),
        RewrittenSql.unchanged(outline.sql()),
        List.of(),
        // to hide a lower side is to change the schema
        truncates,
        Set.of(),
        null);
  }

  private Set<Long> bases() {
    Set<Long> bases = new TreeSet<>();
    for (TableReference reference : request.outline().references()) {
      Relation relation = request.schema().resolve(reference);
      Relation.Lower lower = relation == null ? null : relation.lower();
      if (lower != null && !lower.opaque()) {
        bases.addAll(lower.bases());
      }
    }
    return bases;
  }

  /// ACCESS EXCLUSIVE, which is what LOCK takes where no mode is given.
  private boolean keepsReadersOut() {
    int mode = tokens.size() - (endsWith("nowait") ? 2 : 1);
    return !tokens.is(mode, "mode")
        || tokens.is(mode - 1, "exclusive") && tokens.is(mode - 2, "access");
  }

  private boolean endsWith(String word) {
    return tokens.is(tokens.size() - 1, word);
  }

  private Step step(Set<Long> bases, String purpose) {
    return Step.of(
        bases.stream()
            .map(String::valueOf)
            .collect(
                Collectors.joining(
                    ",",
                    "SELECT pgveneer.keep_readers_out('{",
                    "}', '" + purpose + "', " + endsWith("nowait") + ")")));
  }
}
