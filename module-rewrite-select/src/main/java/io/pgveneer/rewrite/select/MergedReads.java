package io.pgveneer.rewrite.select;

import io.pgveneer.api.Relation;
import io.pgveneer.spi.ReadRewriter;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.TableReference;
import io.pgveneer.sql.TableReference.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads each federated relation from its merged view, or from lower alone where it is proven
/// clean.
public final class MergedReads implements ReadRewriter {

  /// For ServiceLoader.
  public MergedReads() {}

  @Override
  public Result rewrite(
      StatementRequest request,
      Predicate<TableReference> which,
      Splice splice,
      @Nullable Set<Long> assumedClean) {
    List<Item> items = new ArrayList<>();
    boolean replaced = false;
    try {
      for (TableReference reference : request.outline().references()) {
        Item item = item(request, reference, which, assumedClean);
        items.add(item);
        replaced |= item.isReplaced();
      }
      FacedFunctions.replace(request.outline(), splice);
      if (replaced) {
        Scopes scopes = new Scopes(request.outline(), items);
        new ColumnReferences(request.sql(), request.outline(), scopes, splice).rewrite();
        new GroupedKeys(request.sql(), request.outline(), scopes, splice).rewrite();
        for (Item item : items) {
          replace(item, items, request.outline(), splice);
        }
      }
    } catch (Unreadable unreadable) {
      return new Result(unreadable.error(), Set.of());
    }
    Set<TableReference> fromUpper =
        items.stream()
            .filter(item -> item.fromUpper)
            .map(item -> item.reference)
            .collect(Collectors.toUnmodifiableSet());
    return fromUpper.isEmpty() ? Result.COMPLETE : new Result(null, fromUpper);
  }

  private static Item item(
      StatementRequest request,
      TableReference reference,
      Predicate<TableReference> which,
      @Nullable Set<Long> assumedClean) {
    Relation relation = request.schema().resolve(reference);
    Relation.Lower lower = relation == null ? null : relation.lower();
    if (relation == null
        || lower == null
        || lower.opaque()
        || reference.role() != Role.FROM
        || !which.test(reference)
        || (reference.only() && relation.kind() == 'p')) {
      return new Item(reference, relation, null);
    }
    if (reference.catalog() != null) {
      throw Unreadable.because("a table name qualified with the database's");
    }
    Item item = new Item(reference, relation, standIn(request, relation, lower, assumedClean));
    item.fromUpper =
        !item.isReplaced()
            || reference.tableSample() != null
            || (reference.only() && relation.kind() == 'r' && !item.isCatalog());
    return item;
  }

  private static @Nullable String standIn(
      StatementRequest request,
      Relation relation,
      Relation.Lower lower,
      @Nullable Set<Long> assumedClean) {
    if (assumedClean != null && lower.whole() != null && request.schema().isClean(relation)) {
      assumedClean.addAll(lower.bases());
      return lower.whole();
    }
    return lower.merged();
  }

  private static void replace(Item item, List<Item> items, Outline outline, Splice splice) {
    String standIn = item.standIn;
    TableReference reference = item.reference;
    if (standIn == null) {
      return;
    }
    if (item.systemColumns) {
      standIn = standIn.substring(0, standIn.length() - 1) + "+\"";
    }
    QueryBlock block = reference.block() < 0 ? null : outline.blocks().get(reference.block());
    if (block != null && block.kind() == QueryBlock.Kind.TABLE) {
      splice.replace(
          new Extent(block.extent().start(), reference.whole().end()),
          "SELECT * FROM " + standIn + " AS " + item.correlationText(outline.sql()));
      return;
    }
    if (reference.alias() == null) {
      refuseNamesake(item, items);
      standIn += " AS " + item.correlationText(outline.sql());
    }
    splice.replace(reference.whole(), standIn);
  }

  /// `FROM a.t, b.t` is allowed for tables, not for aliases.
  private static void refuseNamesake(Item item, List<Item> items) {
    for (Item other : items) {
      if (other.reference.block() == item.reference.block()
          && other.reference.alias() == null
          && other.reference.role() != Role.OTHER
          && other.reference.relation().equals(item.reference.relation())
          && !Objects.equals(other.relation, item.relation)) {
        throw Unreadable.because(
            "two tables named \"" + item.reference.relation() + "\" in one FROM without aliases");
      }
    }
  }
}
