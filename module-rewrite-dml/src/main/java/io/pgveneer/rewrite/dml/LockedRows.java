package io.pgveneer.rewrite.dml;

import io.pgveneer.api.Relation;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.QueryBlock.Locking;
import io.pgveneer.sql.TableReference;
import io.pgveneer.sql.TableReference.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// FOR UPDATE and FOR SHARE: a lower row cannot be locked, so the rows that a query may lock are
/// copied up first, and the query reads the locked relations from upper alone.
final class LockedRows {
  private LockedRows() {}

  /// The federated references that are locked, with the clause that locks each.
  static Map<TableReference, Locking> in(StatementRequest request) {
    Map<TableReference, Locking> locked = new LinkedHashMap<>();
    List<QueryBlock> blocks = request.outline().blocks();
    for (TableReference reference : request.outline().references()) {
      Relation relation = request.schema().resolve(reference);
      if (relation == null || reference.role() != Role.FROM || !isFederated(relation)) {
        continue;
      }
      for (int block = reference.block(); block >= 0; block = blocks.get(block).parent()) {
        Locking locking = lockingOf(blocks.get(block), reference, block == reference.block());
        if (locking != null) {
          refuseSecond(locked, reference, locking);
          locked.put(reference, locking);
        }
      }
    }
    return locked;
  }

  private static boolean isFederated(Relation relation) {
    Relation.Lower lower = relation.lower();
    return lower != null && !lower.opaque() && !lower.bases().isEmpty();
  }

  /// A clause without OF locks the subqueries of FROM too.
  private static @Nullable Locking lockingOf(
      QueryBlock block, TableReference reference, boolean own) {
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

  private static void refuseSecond(
      Map<TableReference, Locking> locked, TableReference reference, Locking locking) {
    for (TableReference other : locked.keySet()) {
      if ("SKIP LOCKED".equals(locking.waiting())
          && other.block() == reference.block()
          && !other.equals(reference)) {
        throw Refused.because(
            "FOR " + locking.strength() + " SKIP LOCKED on two tables at once",
            "Name one of them behind OF.");
      }
    }
  }
}
