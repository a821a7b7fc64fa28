package io.pgveneer.rewrite.dml;

import io.pgveneer.api.Relation;
import io.pgveneer.api.SqlError;
import io.pgveneer.spi.ReadRewriter;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.sql.ColumnReference;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.TableReference;
import io.pgveneer.sql.Write;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Pieces of a statement's text as a step takes them: reads rewritten, queries widened, and the one
/// relation whose rows are copied up under its correlation name.
final class StepText {
  private final StatementRequest request;
  private final TableReference copied;
  private final Relation relation;
  private final int scope;
  private final Splice splice;
  private final Widening widening;
  private final Set<Extent> widened = new HashSet<>();
  private final Set<TableReference> unread;

  /// @param copied the reference whose rows are copied up
  /// @param scope index of its block
  /// @param upper references that the statement itself reads from upper alone, whose rows are there
  /// @param later such references whose rows are not yet there
  StepText(
      StatementRequest request,
      ReadRewriter reads,
      TableReference copied,
      Relation relation,
      int scope,
      Set<TableReference> upper,
      Set<TableReference> later) {
    this.request = request;
    this.copied = copied;
    this.relation = relation;
    this.scope = scope;
    this.widening = new Widening(request.outline());
    Splice merged = new Splice(request.sql());
    ReadRewriter.Result result = read(reads, upper, merged);
    if (result.error() == null) {
      this.splice = merged;
      this.unread = Set.copyOf(result.fromUpper());
    } else {
      Set<TableReference> all = new HashSet<>(upper);
      all.addAll(later);
      this.splice = new Splice(request.sql());
      this.unread = later;
      SqlError error = read(reads, all, splice).error();
      if (error != null) {
        throw new Refused(error);
      }
    }
    dropSchema();
  }

  private ReadRewriter.Result read(ReadRewriter reads, Set<TableReference> upper, Splice target) {
    return reads.rewrite(
        request, other -> !other.equals(copied) && !upper.contains(other), target, null);
  }

  Splice splice() {
    return splice;
  }

  Widening widening() {
    return widening;
  }

  /// `public.users.id` means nothing where `users` is an alias.
  private void dropSchema() {
    if (copied.alias() != null || scope < 0) {
      return;
    }
    String sql = request.sql();
    Extent block = request.outline().blocks().get(scope).extent();
    for (ColumnReference reference : ColumnReference.in(sql, block)) {
      List<String> parts = reference.parts();
      boolean ours =
          parts.size() == (reference.star() ? 2 : 3)
              && parts.get(0).equals(relation.schema())
              && parts.get(1).equals(copied.relation())
              && !copied.item().contains(reference.extent().start());
      if (ours && !isInside(reference.extent().start())) {
        int dot = sql.indexOf('.', reference.extent().start());
        splice.replace(new Extent(reference.extent().start(), dot + 1), "");
      }
    }
  }

  private boolean isInside(int offset) {
    return request.outline().references().stream()
        .anyMatch(reference -> reference.item().contains(offset));
  }

  /// The piece, widened.
  String of(Extent piece) {
    if (widened.add(piece)) {
      widening.widen(piece, splice);
    }
    return splice.apply(piece).text();
  }

  /// Whether a FROM list or WITH clause can go into a step.
  boolean canTake(Extent piece) {
    return widening.canWiden(piece, scope)
        && hasNoWrite(piece)
        && readsAll(piece)
        && !mentionsSystemColumn(piece)
        && KnownFunctions.areAllRepeatable(splice.apply(piece).text());
  }

  /// Whether a part of a condition can go into a step.
  boolean canTakeCondition(Extent part) {
    return widening.canWidenCondition(part, scope)
        && readsAll(part)
        && !mentionsSystemColumn(part)
        && !mentionsWholeRow(part)
        && KnownFunctions.areAllRepeatable(splice.apply(part).text());
  }

  /// Whether the piece reads no relation whose rows are not yet where the step would look.
  private boolean readsAll(Extent piece) {
    return unread.stream().noneMatch(reference -> piece.contains(reference.name().start()));
  }

  private boolean hasNoWrite(Extent piece) {
    for (Write write : request.outline().writes()) {
      if (piece.contains(write.extent().start())) {
        return false;
      }
    }
    return true;
  }

  /// Whether a part of a condition names nothing but the columns of the copied relation.
  boolean isAboutCopiedAlone(Extent part) {
    for (QueryBlock block : request.outline().blocks()) {
      if (part.contains(block.extent().start())) {
        return false;
      }
    }
    for (ColumnReference reference : ColumnReference.in(request.sql(), part)) {
      if (reference.star() || !isColumnOfCopied(reference.parts())) {
        return false;
      }
    }
    return true;
  }

  private boolean isColumnOfCopied(List<String> parts) {
    boolean qualified =
        switch (parts.size()) {
          case 1 -> true;
          case 2 -> parts.get(0).equals(copied.correlation());
          default ->
              copied.alias() == null
                  && parts.get(0).equals(relation.schema())
                  && parts.get(1).equals(relation.name());
        };
    return qualified && relation.columns().stream().anyMatch(c -> c.name().equals(parts.getLast()));
  }

  private boolean mentionsSystemColumn(Extent part) {
    return ColumnReference.in(request.sql(), part).stream()
        .map(ColumnReference::parts)
        .filter(parts -> !parts.isEmpty())
        .map(List::getLast)
        .anyMatch(List.of("ctid", "xmin", "xmax", "cmin", "cmax", "tableoid")::contains);
  }

  /// `u` or `u.*` of the copied relation: a row of the view has another type.
  private boolean mentionsWholeRow(Extent part) {
    String name = copied.correlation();
    boolean column = relation.columns().stream().anyMatch(c -> c.name().equals(name));
    return ColumnReference.in(request.sql(), part).stream()
        .anyMatch(
            reference ->
                !column
                    && !isInside(reference.extent().start())
                    && reference.parts().size() == 1
                    && Objects.equals(reference.parts().getFirst(), name));
  }
}
