package io.pgveneer.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A [QueryBlock] in the making.
final class BlockDraft {
  private static final Extent NOWHERE = new Extent(0, 0);

  QueryBlock.Kind kind;
  final @Nullable BlockDraft parent;
  final int index;
  Extent extent = NOWHERE;
  @Nullable Extent with;
  @Nullable Extent distinct;
  @Nullable Extent select;
  @Nullable Extent from;
  @Nullable Extent where;
  @Nullable Extent groupBy;
  @Nullable Extent having;
  @Nullable Extent window;
  @Nullable Extent orderBy;
  @Nullable Extent limit;
  @Nullable Extent offset;
  boolean withTies;
  @Nullable Extent paging;
  @Nullable List<QueryBlock.Locking> locking;

  BlockDraft(QueryBlock.Kind kind, @Nullable BlockDraft parent, int index) {
    this.kind = kind;
    this.parent = parent;
    this.index = index;
  }

  void lock(QueryBlock.Locking clause) {
    if (locking == null) {
      locking = new ArrayList<>(1);
    }
    locking.add(clause);
  }

  QueryBlock finish() {
    return new QueryBlock(
        kind,
        parent == null ? -1 : parent.index,
        extent,
        with,
        distinct,
        select,
        from,
        where,
        groupBy,
        having,
        window,
        orderBy,
        limit,
        offset,
        withTies,
        paging,
        locking == null ? List.of() : List.copyOf(locking));
  }
}
