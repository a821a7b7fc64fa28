package io.pgveneer.sql;

import org.jspecify.annotations.Nullable;

/// A [Write] in the making.
final class WriteDraft {
  final StatementClass kind;
  final ReferenceDraft target;
  final BlockDraft block;
  Extent extent;
  @Nullable Extent with;
  @Nullable Extent columns;
  @Nullable Extent source;
  @Nullable Extent set;
  @Nullable Extent from;
  @Nullable Extent where;
  @Nullable String currentOf;
  Write.@Nullable Conflict conflict;
  @Nullable Extent returning;
  boolean nested;

  WriteDraft(StatementClass kind, ReferenceDraft target, BlockDraft block) {
    this.kind = kind;
    this.target = target;
    this.block = block;
    this.extent = target.name;
  }

  Write finish() {
    return new Write(
        kind,
        extent,
        with,
        target.finish(),
        columns,
        source,
        set,
        from,
        where,
        currentOf,
        conflict,
        returning,
        nested,
        block.index);
  }
}
