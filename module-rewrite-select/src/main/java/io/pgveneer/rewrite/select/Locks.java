package io.pgveneer.rewrite.select;

import io.pgveneer.api.Identifiers;
import io.pgveneer.api.Relation;
import io.pgveneer.api.SqlError;
import io.pgveneer.api.Step;
import io.pgveneer.spi.ReadRewriter;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.TableReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What FOR UPDATE and FOR SHARE ask of production's rows: a lower row cannot be locked, so those
/// that the query can reach are copied up first, and the query reads the locked relations from
/// upper alone.
///
/// @param locked the references that are then read natively
/// @param steps the copy-ups
/// @param error why it cannot be done, or null
record Locks(Set<TableReference> locked, List<Step> steps, @Nullable SqlError error) {

  static Locks of(StatementRequest request, ReadRewriter reads) {
    Set<TableReference> locked = new HashSet<>();
    List<Step> steps = new ArrayList<>();
    for (TableReference reference : request.outline().references()) {
      Relation relation = lockedRelation(request, reference);
      if (relation == null) {
        continue;
      }
      Relation.Lower lower = relation.lower();
      if (relation.definition() != null || lower == null) {
        return failed(
            SqlError.unsupported("locking rows of view \"" + relation.name() + "\"", null));
      }
      locked.add(reference);
      if (lower.copyUp() == null || lower.unmasked() == null) {
        steps.add(Step.of("SELECT pgveneer.copy_whole(" + relation.oid() + ")"));
        continue;
      }
      Splice splice = new Splice(request.sql());
      SqlError error = reads.rewrite(request, other -> !other.equals(reference), splice, null);
      if (error != null) {
        return failed(error);
      }
      splice.replace(reference.whole(), lower.unmasked() + named(reference));
      steps.add(copyUp(request, reference, lower, splice));
    }
    return new Locks(locked, steps, null);
  }

  private static Locks failed(SqlError error) {
    return new Locks(Set.of(), List.of(), error);
  }

  private static String named(TableReference reference) {
    return reference.alias() == null ? " AS " + Identifiers.quote(reference.relation()) : "";
  }

  /// The relation, if it is federated and a locking clause of its block names it or names none.
  private static @Nullable Relation lockedRelation(
      StatementRequest request, TableReference reference) {
    if (reference.role() != TableReference.Role.FROM || reference.block() < 0) {
      return null;
    }
    QueryBlock block = request.outline().blocks().get(reference.block());
    boolean meant =
        block.locking().stream()
            .anyMatch(lock -> lock.of().isEmpty() || lock.of().contains(reference.correlation()));
    Relation relation = meant ? request.schema().resolve(reference) : null;
    if (relation == null || relation.schema().equals("pg_catalog")) {
      return null;
    }
    Relation.Lower lower = relation.lower();
    boolean federated = relation.definition() != null || (lower != null && !lower.opaque());
    return federated ? relation : null;
  }

  private static Step copyUp(
      StatementRequest request, TableReference reference, Relation.Lower lower, Splice splice) {
    QueryBlock block = request.outline().blocks().get(reference.block());
    Extent from = block.from();
    Extent where = block.where();
    String source =
        from == null
            ? lower.unmasked() + " AS " + Identifiers.quote(reference.correlation())
            : splice.apply(from).text();
    String condition = where == null ? "" : " WHERE " + splice.apply(where).text();
    String alias = Identifiers.quote(reference.correlation());
    String columns =
        lower.key().stream()
            .map(column -> alias + "." + Identifiers.quote(column))
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
            + source
            + condition
            + ") k");
  }
}
