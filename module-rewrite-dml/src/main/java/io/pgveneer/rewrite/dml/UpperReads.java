package io.pgveneer.rewrite.dml;

import io.pgveneer.api.Relation;
import io.pgveneer.api.Step;
import io.pgveneer.spi.PinnedKeys;
import io.pgveneer.spi.ReadRewriter;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.sql.ColumnReference;
import io.pgveneer.sql.Conjuncts;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Lists;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.QueryBlock.Locking;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.TableReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// References that the statement reads from upper itself, because it locks their rows or asks for
/// what only a table has: the rows that it may read there are copied up first.
final class UpperReads {
  private final StatementRequest request;
  private final ReadRewriter reads;
  private final Set<TableReference> copied = new HashSet<>();
  private final Set<TableReference> later;

  /// @param all such references of the statement
  UpperReads(StatementRequest request, ReadRewriter reads, Set<TableReference> all) {
    this.request = request;
    this.reads = reads;
    this.later = new HashSet<>(all);
  }

  /// The copy-up for one such reference, which runs after those that were asked for before: until
  /// its own has run, the others' steps read it merged.
  ///
  /// @param locking the clause that locks its rows, or null
  Step step(
      TableReference reference,
      Relation relation,
      Relation.Lower lower,
      @Nullable Locking locking) {
    later.remove(reference);
    Step step = step(reference, relation, new CopyUp(lower), lower, locking);
    copied.add(reference);
    return step;
  }

  private Step step(
      TableReference reference,
      Relation relation,
      CopyUp copies,
      Relation.Lower lower,
      @Nullable Locking locking) {
    CopyUp copyUp = copies;
    QueryBlock block =
        reference.block() < 0 ? null : request.outline().blocks().get(reference.block());
    Extent from = block == null ? null : block.from();
    if (!copyUp.isByRow() || block == null || from == null || reference.tableSample() != null) {
      return copyUp.everything();
    }
    StepText text =
        new StepText(request, reads, reference, relation, reference.block(), copied, later);
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
    PinnedKeys pinned = new PinnedKeys(request.sql(), reference, relation, lower);
    boolean plain = locking == null || locking.waiting() == null;
    String keys = parts.size() == 1 && plain ? pinned.in(parts.getFirst()) : null;
    if (keys != null && !needsOthers(from, reference)) {
      return copyUp.keys(keys);
    }
    pinned.in(parts).stream().map(copyUp::anyOpen).forEach(conditions::add);
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
      return copyUp.claim(clause, reference.correlation(), source, conditions, order, rows);
    }
    if (locking != null && "NOWAIT".equals(locking.waiting())) {
      copyUp = copyUp.withoutWaiting();
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
