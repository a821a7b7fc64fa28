package io.pgveneer.rewrite.select;

import io.pgveneer.api.Identifiers;
import io.pgveneer.api.Relation;
import io.pgveneer.api.SqlError;
import io.pgveneer.spi.ReadRewriter;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.Outlines;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.TableReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Replaces each federated reference by what stands for its merged rows.
///
/// | the relation | is read from |
/// |---|---|
/// | clean | the view of its lower rows alone |
/// | dirty | the view of its merged rows |
/// | opaque, or without a lower side | the upper table: nothing is replaced |
/// | a view over such relations | its definition, rewritten in turn |
public final class MergingReadRewriter implements ReadRewriter {
  /// Deeper than any chain of views that people write.
  private static final int VIEW_DEPTH = 32;

  /// One reference that was replaced.
  record Replaced(TableReference reference, Relation relation) {}

  @Override
  public @Nullable SqlError rewrite(
      StatementRequest request,
      Predicate<TableReference> which,
      Splice splice,
      @Nullable Set<Long> assumedClean) {
    return new Pass(request, which, splice, assumedClean, 0).run();
  }

  /// One statement, or one view's definition.
  private static final class Pass {
    private final StatementRequest request;
    private final Predicate<TableReference> which;
    private final Splice splice;
    private final @Nullable Set<Long> assumedClean;
    private final int depth;
    private final List<Replaced> replaced = new ArrayList<>();

    Pass(
        StatementRequest request,
        Predicate<TableReference> which,
        Splice splice,
        @Nullable Set<Long> assumedClean,
        int depth) {
      this.request = request;
      this.which = which;
      this.splice = splice;
      this.assumedClean = assumedClean;
      this.depth = depth;
    }

    @Nullable SqlError run() {
      for (TableReference reference : request.outline().references()) {
        if (reference.role() == TableReference.Role.FROM && which.test(reference)) {
          SqlError error = replace(reference);
          if (error != null) {
            return error;
          }
        }
      }
      return replaced.isEmpty() ? null : new ColumnReferences(request, replaced).adapt(splice);
    }

    private @Nullable SqlError replace(TableReference reference) {
      Relation relation = request.schema().resolve(reference);
      if (relation == null) {
        return null;
      }
      String definition = relation.definition();
      if (definition != null) {
        return expand(reference, relation, definition);
      }
      Relation.Lower lower = relation.lower();
      if (lower == null || lower.opaque()) {
        return null;
      }
      if (reference.only() && relation.kind() != 'v') {
        return SqlError.unsupported("ONLY on table \"" + relation.name() + "\"", null);
      }
      if (reference.tableSample() != null) {
        return SqlError.unsupported(
            "TABLESAMPLE on table \"" + relation.name() + "\"",
            "Merged rows have no physical order to sample from.");
      }
      replaced.add(new Replaced(reference, relation));
      String view = readFrom(relation, lower);
      boolean named = reference.alias() != null || isTableCommand(reference);
      splice.replace(
          reference.whole(),
          named ? view : view + " AS " + Identifiers.quote(reference.relation()));
      return null;
    }

    private String readFrom(Relation relation, Relation.Lower lower) {
      if (relation.schema().equals("pg_catalog")) {
        return SystemColumns.mentioned(request.sql())
            ? lower.merged().replaceFirst("\"$", "+\"")
            : lower.merged();
      }
      if (assumedClean != null && request.schema().isClean(relation)) {
        assumedClean.add(relation.oid());
        return lower.whole();
      }
      return lower.merged();
    }

    private @Nullable SqlError expand(TableReference reference, Relation view, String definition) {
      if (depth == VIEW_DEPTH) {
        return SqlError.unsupported("a view nested deeper than " + VIEW_DEPTH, null);
      }
      if (view.kind() == 'm') {
        return SqlError.unsupported(
            "reading materialized view \"" + view.name() + "\"",
            "It is not filled with merged rows yet.");
      }
      String query = definition.strip();
      query = query.endsWith(";") ? query.substring(0, query.length() - 1) : query;
      Outline outline = Outlines.of(query);
      StatementRequest inner =
          new StatementRequest(outline, request.schema(), request.transaction(), true);
      Splice body = new Splice(query);
      SqlError error = new Pass(inner, each -> true, body, assumedClean, depth + 1).run();
      if (error != null) {
        return error;
      }
      replaced.add(new Replaced(reference, view));
      String derived = "(" + body.apply().text() + ")";
      String name = " AS " + Identifiers.quote(reference.relation());
      if (isTableCommand(reference)) {
        QueryBlock block = request.outline().blocks().get(reference.block());
        splice.replace(block.extent(), "SELECT * FROM " + derived + name);
      } else {
        splice.replace(reference.whole(), reference.alias() == null ? derived + name : derived);
      }
      return null;
    }

    /// `TABLE t` takes no alias.
    private boolean isTableCommand(TableReference reference) {
      return reference.block() >= 0
          && request.outline().blocks().get(reference.block()).kind() == QueryBlock.Kind.TABLE;
    }
  }
}
