package io.pgveneer.rewrite.dml;

import io.pgveneer.api.Identifiers;
import io.pgveneer.api.Relation;
import io.pgveneer.api.SqlError;
import io.pgveneer.api.Step;
import io.pgveneer.spi.ReadRewriter;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.TableReference;
import io.pgveneer.sql.Write;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes the step that copies up the lower rows of a write's target which the write can touch.
final class CopyUp {
  private final StatementRequest request;
  private final ReadRewriter reads;
  private final Write write;
  private final Relation relation;
  private final Relation.Lower lower;
  private @Nullable SqlError error;

  CopyUp(
      StatementRequest request,
      ReadRewriter reads,
      Write write,
      Relation relation,
      Relation.Lower lower) {
    this.request = request;
    this.reads = reads;
    this.write = write;
    this.relation = relation;
    this.lower = lower;
  }

  Relation relation() {
    return relation;
  }

  String sql() {
    return request.sql();
  }

  /// Why a step could not be made, or null.
  @Nullable SqlError error() {
    return error;
  }

  /// For UPDATE and DELETE: the rows that meet the condition, joined as the statement joins them.
  ///
  /// What the condition says with functions that may answer otherwise the second time, or with the
  /// rows of a WITH that is not the statement's own alone, is left out: then more rows are copied
  /// up.
  Step byCondition() {
    Extent where = write.where();
    if (where == null || readsCommonTable()) {
      return everything();
    }
    Conditions conditions = Conditions.of(sql(), where);
    if (conditions.safe().isEmpty()) {
      return everything();
    }
    Splice splice = rewritten();
    String condition =
        conditions.safe().stream()
            .map(part -> "(" + splice.apply(part).text() + ")")
            .collect(Collectors.joining(" AND "));
    Extent from = write.from();
    String sources = from == null ? "" : ", " + splice.apply(from).text();
    return rows(lower.unmasked() + " AS " + alias() + sources, condition);
  }

  /// For MERGE: the rows that the source joins.
  Step bySource() {
    Extent source = write.source();
    Extent where = write.where();
    boolean bySource = sql().toLowerCase(java.util.Locale.ROOT).contains("by source");
    if (source == null || where == null || bySource || readsCommonTable()) {
      return everything();
    }
    if (!Conditions.isSafe(sql(), source) || !Conditions.isSafe(sql(), where)) {
      return everything();
    }
    Splice splice = rewritten();
    return rows(
        lower.unmasked() + " AS " + alias() + ", " + splice.apply(source).text(),
        splice.apply(where).text());
  }

  /// All rows that show.
  Step everything() {
    return lower.copyUp() == null
        ? Step.of("SELECT pgveneer.copy_whole(" + relation.oid() + ")")
        : rows(lower.unmasked() + " AS " + alias(), "true");
  }

  /// The rows of a source that has the unmasked rows in it under the target's name.
  Step rows(String from, String condition) {
    if (lower.copyUp() == null || lower.unmasked() == null) {
      return Step.of("SELECT pgveneer.copy_whole(" + relation.oid() + ")");
    }
    String columns =
        lower.key().stream()
            .map(column -> alias() + "." + Identifiers.quote(column))
            .collect(Collectors.joining(", "));
    String arrays =
        lower.key().stream()
            .map(column -> "array_agg(k." + Identifiers.quote(column) + ")")
            .collect(Collectors.joining(", "));
    return Step.numbered(
        "SELECT "
            + lower.copyUp()
            + "("
            + arrays
            + ") FROM (SELECT "
            + columns
            + " FROM "
            + from
            + " WHERE "
            + condition
            + ") k");
  }

  /// The view of the unmasked rows, under the target's name.
  String unmasked() {
    return lower.unmasked() + " AS " + alias();
  }

  String alias() {
    return Identifiers.quote(write.target().correlation());
  }

  /// The statement with its reads rewritten; pieces of it go into steps.
  Splice rewritten() {
    Splice splice = new Splice(sql());
    SqlError refused = reads.rewrite(request, reference -> true, splice, null);
    if (refused != null) {
      error = refused;
    }
    return splice;
  }

  /// Whether the write reads a common table expression, which a step does not have.
  boolean readsCommonTable() {
    for (TableReference reference : request.outline().commonTables()) {
      if (write.extent().contains(reference.name().start())) {
        return true;
      }
    }
    return false;
  }
}
