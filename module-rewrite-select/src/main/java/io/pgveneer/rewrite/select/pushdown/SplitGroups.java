package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.api.ColumnOrigin;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.Replacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A block whose groups are computed in both parts and put together.
final class SplitGroups {
  final Query query;
  private final SplitBlock block;
  private final SplitParts parts;
  private final Outer outer;

  /// Errors: Unsupported where an aggregate cannot be put together.
  SplitGroups(SplitBlock block, SplitKey key) {
    this.block = block;
    this.parts = new SplitParts(block, key);
    this.query = new Query(block.ownSources(), block.from, null);
    query.apart = key.key;
    this.outer = new Outer(block.sql, block.read.block(), block.walker, query);
    outer.read();
  }

  List<@Nullable ColumnOrigin> origins() {
    return outer.origins();
  }

  List<Replacement> replacements() {
    return outer.around(parts.values() + part(false) + " UNION ALL " + part(true));
  }

  private String part(boolean touched) {
    QueryBlock read = block.read.block();
    Extent from = Objects.requireNonNull(read.from());
    Extent where = read.where();
    List<String> columns = new ArrayList<>();
    List<String> groups = new ArrayList<>();
    for (Expression group : query.groups) {
      groups.add(Integer.toString(groups.size() + 1));
      columns.add(text(group) + " AS g" + groups.size());
    }
    for (int i = 0; i < query.partials.size(); i++) {
      columns.add(text(query.partials.get(i)) + " AS a" + (i + 1));
    }
    List<Replacement> reads = parts.reads(touched);
    return "SELECT "
        + String.join(", ", columns)
        + " FROM "
        + parts.text(from, reads)
        + (where == null ? "" : " WHERE " + parts.text(where, reads))
        + (groups.isEmpty() ? "" : " GROUP BY " + String.join(", ", groups));
  }

  private String text(Expression expression) {
    StringBuilder text = new StringBuilder(expression.pieces().getFirst());
    for (int i = 0; i < expression.columns().size(); i++) {
      text.append(parts.column(expression.columns().get(i)));
      text.append(expression.pieces().get(i + 1));
    }
    return text.toString();
  }

  private String text(Partial partial) {
    StringBuilder text = new StringBuilder(partial.pieces().getFirst());
    for (int i = 0; i < partial.operands().size(); i++) {
      text.append(text(partial.operands().get(i))).append(partial.pieces().get(i + 1));
    }
    return text.toString();
  }
}
