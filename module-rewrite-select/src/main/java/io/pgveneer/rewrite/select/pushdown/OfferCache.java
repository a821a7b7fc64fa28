package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.api.Relation;
import io.pgveneer.spi.BlockOffer;
import io.pgveneer.spi.BlockRead;
import io.pgveneer.spi.BlockRead.BlockTable;
import io.pgveneer.sql.Outline;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Offers made before, for statements seen before. Bounded; a lost race costs an offer.
final class OfferCache {
  private static final int SIZE = 512;

  /// @param clean which of the relations were taken for clean
  private record Entry(
      Outline outline,
      int block,
      boolean mayAssumeClean,
      List<@Nullable Relation> relations,
      List<Boolean> clean,
      @Nullable BlockOffer offer) {

    /// Outlines and relations are compared by identity: they are large, and kept while they hold.
    @SuppressWarnings("ReferenceEquality")
    boolean isFor(BlockRead read) {
      if (outline != read.request().outline()
          || block != read.index()
          || mayAssumeClean != read.mayAssumeClean()) {
        return false;
      }
      List<BlockTable> tables = read.allTables();
      for (int i = 0; i < relations.size(); i++) {
        BlockTable table = tables.get(i);
        if (table.relation() != relations.get(i) || isClean(read, table) != clean.get(i)) {
          return false;
        }
      }
      return true;
    }
  }

  private final AtomicReferenceArray<@Nullable Entry> entries = new AtomicReferenceArray<>(SIZE);

  @Nullable BlockOffer get(BlockRead read, Supplier<@Nullable BlockOffer> offer) {
    int slot =
        Math.floorMod(System.identityHashCode(read.request().outline()) + read.index(), SIZE);
    Entry entry = entries.get(slot);
    if (entry != null && entry.isFor(read)) {
      return entry.offer;
    }
    BlockOffer made = offer.get();
    List<@Nullable Relation> relations = new ArrayList<>();
    List<Boolean> clean = new ArrayList<>();
    for (BlockTable table : read.allTables()) {
      relations.add(table.relation());
      clean.add(isClean(read, table));
    }
    entries.set(
        slot,
        new Entry(
            read.request().outline(), read.index(), read.mayAssumeClean(), relations, clean, made));
    return made;
  }

  private static boolean isClean(BlockRead read, BlockTable table) {
    return table.relation() != null && read.request().schema().isClean(table.relation());
  }
}
