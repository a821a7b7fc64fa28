package io.pgveneer.sql;

import io.pgveneer.sql.TableReference.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An outline in the making: what was found so far, and where the reading stands in it.
final class Draft {
  /// 128 queries in one another, or 256 parenthesised joins: deeper than any statement of use. A
  /// query costs the reader seven stack frames, a join three.
  private static final int MAX_DEPTH = 256;

  static final int QUERY = 2;
  static final int JOIN = 1;

  /// The common table expressions that a name may mean, innermost first.
  record Scope(String name, @Nullable Scope outer) {}

  final List<BlockDraft> blocks = new ArrayList<>();
  final List<ReferenceDraft> references = new ArrayList<>();
  final List<ReferenceDraft> commonTables = new ArrayList<>(0);
  final List<WriteDraft> writes = new ArrayList<>(0);
  @Nullable BlockDraft block;
  @Nullable Scope scope;

  /// A SELECT INTO was among the queries.
  boolean into;

  /// Among the elements of CREATE SCHEMA, which no semicolon divides.
  boolean inSchema;

  private int depth;

  /// @param cost [#QUERY] or [#JOIN]
  void enter(Reader reader, int cost) {
    depth += cost;
    if (depth > MAX_DEPTH) {
      throw reader.malformed("nested too deeply");
    }
  }

  void leave(int cost) {
    depth -= cost;
  }

  /// Adds a block inside the current one.
  BlockDraft open(QueryBlock.Kind kind) {
    BlockDraft added = new BlockDraft(kind, block, blocks.size());
    blocks.add(added);
    return added;
  }

  ReferenceDraft add(ReferenceDraft reference, Role role) {
    reference.role = role;
    reference.block = block;
    references.add(reference);
    return reference;
  }

  /// Adds what a query reads from: a common table expression where one of this name is in scope.
  void addRead(ReferenceDraft reference) {
    reference.role = Role.FROM;
    reference.block = block;
    (isCommonTable(reference) ? commonTables : references).add(reference);
  }

  private boolean isCommonTable(ReferenceDraft reference) {
    if (reference.schema == null) {
      for (Scope at = scope; at != null; at = at.outer) {
        if (at.name.equals(reference.relation)) {
          return true;
        }
      }
    }
    return false;
  }

  List<TableReference> finish(List<ReferenceDraft> drafts) {
    List<TableReference> finished = new ArrayList<>(drafts.size());
    int last = -1;
    boolean ordered = true;
    for (ReferenceDraft draft : drafts) {
      TableReference reference = draft.finish();
      ordered &= reference.name().start() > last;
      last = reference.name().start();
      finished.add(reference);
    }
    if (!ordered) {
      finished.sort(Comparator.comparingInt(reference -> reference.name().start()));
    }
    return List.copyOf(finished);
  }

  List<QueryBlock> finishBlocks() {
    QueryBlock[] finished = new QueryBlock[blocks.size()];
    for (int i = 0; i < finished.length; i++) {
      finished[i] = blocks.get(i).finish();
    }
    return List.of(finished);
  }

  List<Write> finishWrites() {
    List<Write> finished = new ArrayList<>(writes.size());
    for (WriteDraft write : writes) {
      finished.add(write.finish());
    }
    finished.sort(Comparator.comparingInt(write -> write.extent().start()));
    return List.copyOf(finished);
  }
}
