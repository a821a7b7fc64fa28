package io.pgveneer.rewrite.dml;

import io.pgveneer.api.Identifiers;
import io.pgveneer.api.Relation;
import io.pgveneer.api.Step;
import java.util.List;
import java.util.stream.Collectors;

/// Text of the steps that copy up rows of one relation.
final class CopyUp {
  private final Relation relation;
  private final Relation.Lower lower;

  CopyUp(Relation relation, Relation.Lower lower) {
    this.relation = relation;
    this.lower = lower;
  }

  /// Whether single rows can be copied up; else only all of them at once.
  boolean isByRow() {
    return lower.copyUp() != null && lower.unmasked() != null && !lower.key().isEmpty();
  }

  /// The rows that show of lower, under a name.
  String unmasked(String correlation) {
    return lower.unmasked() + " AS " + Identifiers.quote(correlation);
  }

  /// All rows.
  Step everything() {
    return isByRow() ? step("", lower.unmasked() + " k") : whole();
  }

  private Step whole() {
    return Step.of("SELECT pgveneer.copy_whole(" + relation.oid() + ")");
  }

  /// The rows that a query chooses.
  ///
  /// @param with WITH clause, or empty
  /// @param correlation the relation's name in `from`
  /// @param from a FROM list that has the unmasked rows in it
  /// @param conditions joined by AND
  /// @param order what stands behind the condition
  Step rows(String with, String correlation, String from, List<String> conditions, String order) {
    if (!isByRow()) {
      return whole();
    }
    String columns =
        lower.key().stream()
            .map(column -> Identifiers.quote(correlation) + "." + Identifiers.quote(column))
            .collect(Collectors.joining(", "));
    String where =
        conditions.isEmpty()
            ? ""
            : conditions.size() == 1
                ? " WHERE " + conditions.getFirst()
                : " WHERE (" + String.join(") AND (", conditions) + ")";
    String query = "SELECT " + columns + " FROM " + from + where;
    return step(
        with.isEmpty() ? "" : with + " ",
        "(" + query + (order.isEmpty() ? "" : " " + order) + ") k");
  }

  private Step step(String with, String rows) {
    String arrays =
        lower.key().stream()
            .map(column -> "array_agg(k." + Identifiers.quote(column) + ")")
            .collect(Collectors.joining(", "));
    return Step.numbered(with + "SELECT " + lower.copyUp() + "(" + arrays + ") FROM " + rows);
  }
}
