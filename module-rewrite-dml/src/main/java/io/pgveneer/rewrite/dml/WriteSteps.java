package io.pgveneer.rewrite.dml;

import io.pgveneer.api.Relation;
import io.pgveneer.api.Step;
import io.pgveneer.spi.PinnedKeys;
import io.pgveneer.spi.ReadRewriter;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.sql.Conjuncts;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.StatementClass;
import io.pgveneer.sql.TableReference;
import io.pgveneer.sql.TokenList;
import io.pgveneer.sql.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The copy-up that one UPDATE, DELETE or MERGE needs: the lower rows of its target that it may
/// touch.
///
/// What cannot be told beforehand (volatile functions, rows of another data-modifying CTE) is left
/// out of the condition: then more rows are copied up, never fewer.
final class WriteSteps {
  private final StatementRequest request;
  private final Write write;
  private final CopyUp copyUp;
  private final StepText text;
  private final PinnedKeys pinned;
  private final UpperKeys upperKeys;

  WriteSteps(
      StatementRequest request,
      ReadRewriter reads,
      Write write,
      Relation relation,
      Relation.Lower lower,
      Set<TableReference> upper) {
    this.request = request;
    this.write = write;
    this.copyUp = new CopyUp(lower);
    this.text =
        new StepText(request, reads, write.target(), relation, write.block(), upper, Set.of());
    this.pinned = new PinnedKeys(request.sql(), write.target(), relation, lower);
    this.upperKeys = new UpperKeys(request, write, relation, lower, upper);
  }

  /// @return null where no lower row can be touched
  @Nullable Step step() {
    Extent where = write.where();
    if (!copyUp.isByRow() || where == null || isForUnmatchedRows()) {
      return copyUp.everything();
    }
    if (isByTupleId(where)) {
      return null;
    }
    String correlation = write.target().correlation();
    Extent sources = write.kind() == StatementClass.MERGE ? write.source() : write.from();
    List<Extent> parts = Conjuncts.of(request.sql(), where);
    if (parts.stream().anyMatch(upperKeys::pin)) {
      return null;
    }
    String keys = parts.size() == 1 && sources == null ? pinned.in(parts.getFirst()) : null;
    if (keys != null) {
      return copyUp.keys(keys);
    }
    String with = with(sources, parts);
    if (with == null || (sources != null && !text.canTake(sources))) {
      return aboutTargetAlone(correlation, parts);
    }
    boolean widened = isLimited(sources) || isLimited(write.with());
    List<String> conditions = new ArrayList<>();
    for (Extent part : parts) {
      if (text.canTakeCondition(part) && !(widened && holdsQuery(part))) {
        conditions.add(text.of(part));
      }
    }
    pinned.in(parts).stream().map(copyUp::anyOpen).forEach(conditions::add);
    String from = copyUp.unmasked(correlation);
    if (sources != null) {
      from += ", " + text.of(sources);
    }
    return copyUp.rows(with, correlation, from, conditions, "");
  }

  /// Whether the target's `ctid` is compared: only rows that are in upper have one.
  private boolean isByTupleId(Extent where) {
    for (Extent part : Conjuncts.of(request.sql(), where)) {
      TokenList tokens = TokenList.of(request.sql(), part);
      boolean qualified = tokens.is(0, write.target().correlation()) && tokens.is(1, ".");
      int column = qualified ? 2 : 0;
      if (tokens.is(column, "ctid")
          && (tokens.is(column + 1, "=") || tokens.is(column + 1, "in"))) {
        return true;
      }
    }
    return false;
  }

  /// The WITH clause that the step needs; empty for none, null where it cannot have what it needs.
  private @Nullable String with(@Nullable Extent sources, List<Extent> parts) {
    boolean needed = sources != null && text.widening().readsCommonTable(sources);
    for (Extent part : parts) {
      needed |= text.widening().readsCommonTable(part);
    }
    if (!needed) {
      return "";
    }
    Extent with = write.with();
    return with != null && !write.nested() && text.canTake(with) ? text.of(with) : null;
  }

  private Step aboutTargetAlone(String correlation, List<Extent> parts) {
    List<String> conditions = new ArrayList<>();
    for (Extent part : parts) {
      if (text.isAboutCopiedAlone(part) && text.canTakeCondition(part)) {
        conditions.add(text.of(part));
      }
    }
    pinned.in(parts).stream().map(copyUp::anyOpen).forEach(conditions::add);
    return copyUp.rows("", correlation, copyUp.unmasked(correlation), conditions, "");
  }

  private boolean isLimited(@Nullable Extent piece) {
    return piece != null
        && request.outline().blocks().stream()
            .anyMatch(block -> block.paging() != null && piece.contains(block.paging().start()));
  }

  /// A nested query may choose fewer rows where a widened source has more.
  private boolean holdsQuery(Extent part) {
    TokenList tokens = TokenList.of(request.sql(), part);
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.is(i, "(") && (tokens.is(i + 1, "select") || tokens.is(i + 1, "with"))) {
        return true;
      }
    }
    return false;
  }

  /// MERGE … WHEN NOT MATCHED BY SOURCE touches the rows that the source does not join.
  private boolean isForUnmatchedRows() {
    if (write.kind() != StatementClass.MERGE) {
      return false;
    }
    TokenList tokens = TokenList.of(request.sql(), write.extent());
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.is(i, "matched") && tokens.is(i + 1, "by") && tokens.is(i + 2, "source")) {
        return true;
      }
    }
    return false;
  }
}
