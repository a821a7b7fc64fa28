package io.pgveneer.rewrite.dml;

import io.pgveneer.api.Relation;
import io.pgveneer.api.Step;
import io.pgveneer.spi.ReadRewriter;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.sql.ColumnReference;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Lists;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.QueryBlock.Locking;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.TableReference;
import io.pgveneer.sql.TableReference.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// FOR UPDATE and FOR SHARE: a lower row cannot be locked, so the rows that a query may lock are
/// copied up first, and the query reads the locked relations from upper alone.
final class LockedRows {
  private final StatementRequest request;
  private final ReadRewriter reads;

  LockedRows(StatementRequest request, ReadRewriter reads) {
    this.request = request;
    this.reads = reads;
  }

  /// The federated references that are locked.
  Map<TableReference, Relation> find() {
    Map<TableReference, Relation> locked = new LinkedHashMap<>();
    List<QueryBlock> blocks = request.outline().blocks();
    for (TableReference reference : request.outline().references()) {
      Relation relation = request.schema().resolve(reference);
      if (relation == null || reference.role() != Role.FROM || !isFederated(relation)) {
        continue;
      }
      for (int block = reference.block(); block >= 0; block = blocks.get(block).parent()) {
        Locking locking = lockingOf(blocks.get(block), reference, block == reference.block());
        if (locking != null) {
          check(relation, locking, block == reference.block());
          refuseSecond(locked, reference, locking);
          locked.put(reference, relation);
        }
      }
    }
    return locked;
  }

  private static boolean isFederated(Relation relation) {
    Relation.Lower lower = relation.lower();
    boolean table = lower != null && !lower.opaque() && lower.unmasked() != null;
    return table || relation.definition() != null;
  }

  /// A clause without OF locks the subqueries of FROM too.
  private @Nullable Locking lockingOf(QueryBlock block, TableReference reference, boolean own) {
    boolean inFrom =
        block.kind() == QueryBlock.Kind.COMPOUND
            || block.from() != null && block.from().contains(reference.name().start());
    for (Locking locking : block.locking()) {
      boolean meant =
          locking.of().isEmpty() ? inFrom : own && locking.of().contains(reference.correlation());
      if (meant) {
        return locking;
      }
    }
    return null;
  }

  private static void check(Relation relation, Locking locking, boolean own) {
    String clause = "FOR " + locking.strength();
    if (relation.definition() != null) {
      throw Refused.because(
          clause + " on view \"" + relation.name() + "\"", "Lock the rows of its tables.");
    }
    if (!own) {
      throw Refused.because(
          clause + " on a subquery over table \"" + relation.name() + "\"",
          "Write the locking clause into the subquery.");
    }
    if ("NOWAIT".equals(locking.waiting())) {
      throw Refused.because(
          clause + " NOWAIT on table \"" + relation.name() + "\"",
          "Rows that are still in production cannot be locked without waiting.");
    }
  }

  private static void refuseSecond(
      Map<TableReference, Relation> locked, TableReference reference, Locking locking) {
    for (TableReference other : locked.keySet()) {
      if (locking.waiting() != null
          && other.block() == reference.block()
          && !other.equals(reference)) {
        throw Refused.because(
            "FOR " + locking.strength() + " " + locking.waiting() + " on two tables at once",
            "Name one of them behind OF.");
      }
    }
  }

  /// The copy-up for one locked reference.
  Step step(TableReference reference, Relation relation) {
    Relation.Lower lower = relation.lower();
    if (lower == null) {
      throw new IllegalArgumentException("not federated: " + relation.name());
    }
    CopyUp copyUp = new CopyUp(relation, lower);
    QueryBlock block = request.outline().blocks().get(reference.block());
    Extent from = block.from();
    if (!copyUp.isByRow() || from == null) {
      return copyUp.everything();
    }
    StepText text = new StepText(request, reads, reference, relation, reference.block(), Set.of());
    Splice splice = text.splice();
    splice.replace(
        reference.whole(),
        reference.alias() == null
            ? copyUp.unmasked(reference.correlation())
            : String.valueOf(lower.unmasked()));
    boolean alone = block.parent() >= 0;
    List<Extent> parts =
        block.where() == null ? List.of() : Conjuncts.of(request.sql(), block.where());
    String with = with(text, block, from, parts);
    boolean whole = !alone && with != null && text.canTake(from);
    List<String> conditions = new ArrayList<>();
    for (Extent part : parts) {
      if (text.canTakeCondition(part) && (whole || text.isAboutCopiedAlone(part))) {
        conditions.add(text.of(part));
      }
    }
    boolean exact = conditions.size() == parts.size();
    String source =
        whole || !needsOthers(from, reference)
            ? text.of(from)
            : copyUp.unmasked(reference.correlation());
    boolean limited = exact && (whole || !needsOthers(from, reference));
    String order = limited ? order(text, block) : "";
    String clause = with == null ? "" : with;
    if (Widening.skipsLocked(block)) {
      boolean any = limited && (block.orderBy() == null || !order.isEmpty());
      String rows = any && block.paging() != null ? text.widening().rows(block) : "";
      return copyUp.free(clause, reference.correlation(), source, conditions, order, rows);
    }
    String ties = block.paging() == null || order.isEmpty() ? "" : text.widening().ties(block);
    return copyUp.rows(
        clause,
        reference.correlation(),
        source,
        conditions,
        ties.isEmpty() ? "" : order + " " + ties);
  }

  private static boolean needsOthers(Extent from, TableReference reference) {
    return !from.equals(reference.item());
  }

  private static @Nullable String with(
      StepText text, QueryBlock block, Extent from, List<Extent> parts) {
    boolean needed = text.widening().readsCommonTable(from);
    for (Extent part : parts) {
      needed |= text.widening().readsCommonTable(part);
    }
    if (!needed) {
      return "";
    }
    Extent with = block.with();
    return with != null && text.canTake(with) ? text.of(with) : null;
  }

  /// The query's order; empty where it has none that a step can have.
  private String order(StepText text, QueryBlock block) {
    Extent orderBy = block.orderBy();
    if (orderBy == null || namesOutput(block, orderBy)) {
      return "";
    }
    String ordered = text.splice().apply(orderBy).text();
    return KnownFunctions.areAllRepeatable(ordered) ? "ORDER BY " + ordered : "";
  }

  /// Whether ORDER BY names a column of the result, by its position or label.
  private boolean namesOutput(QueryBlock block, Extent orderBy) {
    String sql = request.sql();
    List<Lists.SelectItem> items =
        block.select() == null ? List.of() : Lists.selectItems(sql, block.select());
    for (Extent item : Lists.items(sql, orderBy)) {
      if (Character.isDigit(item.in(sql).charAt(0))) {
        return true;
      }
    }
    for (ColumnReference reference : ColumnReference.in(sql, orderBy)) {
      String first = reference.parts().isEmpty() ? "" : reference.parts().getFirst();
      if (reference.parts().size() == 1
          && items.stream().anyMatch(item -> first.equals(item.label()))) {
        return true;
      }
    }
    return false;
  }
}
