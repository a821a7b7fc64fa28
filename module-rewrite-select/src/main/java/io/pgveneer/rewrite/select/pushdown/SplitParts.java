package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.api.Identifiers;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Replacement;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.TableReference;
import io.pgveneer.sql.TokenList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// The texts of a block's two parts.
final class SplitParts {
  private final SplitBlock block;
  private final SplitKey key;

  SplitParts(SplitBlock block, SplitKey key) {
    this.block = block;
    this.key = key;
  }

  /// What stands before the parts, in parentheses with them.
  String values() {
    return "WITH " + SplitKey.VALUES + "(k) AS MATERIALIZED (" + key.values() + ") ";
  }

  /// What FROM and WHERE read in a part.
  ///
  /// @param touched whether it is that of the values that rows of the preview's own play a part for
  List<Replacement> reads(boolean touched) {
    Set<ColumnUse> used = block.used();
    List<Replacement> reads = new ArrayList<>();
    for (int i = 0; i < block.sources.size(); i++) {
      TableReference reference = block.references.get(i);
      String rows = touched ? key.touched(i, used) : key.untouched(i, used);
      reads.add(Source.inPlaceOf(reference, rows));
    }
    Extent where = block.read.block().where();
    if (where != null) {
      reads.addAll(StableOperands.asSubqueries(block.tokens, where));
    }
    reads.sort(Comparator.comparingInt(replacement -> replacement.extent().start()));
    return reads;
  }

  /// A stretch of the block with replacements, in one line.
  String text(Extent extent, List<Replacement> replacements) {
    Splice splice = new Splice(block.sql);
    replacements.forEach(r -> splice.replace(r.extent(), r.text()));
    return TokenList.of(splice.apply(extent).text()).line();
  }

  String column(ColumnUse use) {
    return Identifiers.quote(block.sources.get(use.source()).correlation())
        + "."
        + Identifiers.quote(use.column());
  }
}
