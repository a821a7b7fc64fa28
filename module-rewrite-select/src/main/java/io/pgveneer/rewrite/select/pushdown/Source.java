package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.api.Column;
import io.pgveneer.api.Identifiers;
import io.pgveneer.api.Relation;
import io.pgveneer.sql.Replacement;
import io.pgveneer.sql.TableReference;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A relation of the block's FROM.
///
/// @param correlation the name that qualifies its columns
/// @param whole what a clean relation is read from; null where it has layers
/// @param shipped view of the lower layer; null where it has none
record Source(
    String correlation, Relation relation, @Nullable String whole, @Nullable String shipped) {

  /// OIDs of the relations that are taken for clean.
  static Set<Long> clean(List<Source> sources) {
    return sources.stream()
        .filter(source -> !source.isLayered())
        .flatMap(source -> source.lower().bases().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The relation's lower side, which each source has.
  Relation.Lower lower() {
    return Objects.requireNonNull(relation.lower());
  }

  /// What all its rows are read from.
  String merged() {
    return whole != null ? whole : Objects.requireNonNull(lower().merged());
  }

  /// Rows in a relation's place, under the name that the client gives it.
  static Replacement inPlaceOf(TableReference reference, String rows) {
    return new Replacement(
        reference.whole(),
        reference.alias() == null ? rows + " AS " + Identifiers.quote(reference.relation()) : rows);
  }

  boolean isLayered() {
    return shipped != null;
  }

  /// About how many values a column has in production; NaN for unknown.
  double distinct(String name) {
    Column column = column(name);
    Relation.Lower lower = relation.lower();
    double rows = lower == null ? -1 : lower.rows();
    if (column == null || rows < 0) {
      return Double.NaN;
    }
    if (relation.primaryKey().equals(Set.of(name))) {
      return rows;
    }
    double distinct = column.distinct();
    return distinct > 0 ? distinct : distinct < 0 ? -distinct * rows : Double.NaN;
  }

  @Nullable Column column(String name) {
    for (Column column : relation.columns()) {
      if (column.name().equals(name)) {
        return column;
      }
    }
    return null;
  }
}
