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
    String query = query(correlation, from, conditions, order);
    return step(with.isEmpty() ? "" : with + " ", "(" + query + ") k");
  }

  /// As [#rows], one row after the other, passing over those that another session is copying up;
  /// for SKIP LOCKED.
  ///
  /// The advisory lock stands for the lower row, which cannot be locked. Once it is held, copy-up
  /// looks at the mask anew: a row that another session has finished meanwhile counts for nothing.
  ///
  /// @param limit how many rows to copy up, or empty for all
  Step free(
      String with,
      String correlation,
      String from,
      List<String> conditions,
      String order,
      String limit) {
    if (!isByRow()) {
      return whole();
    }
    String row =
        lower.key().stream()
            .map(column -> "k." + Identifiers.quote(column))
            .collect(Collectors.joining(", "));
    String arrays =
        lower.key().stream()
            .map(column -> "ARRAY[k." + Identifiers.quote(column) + "]")
            .collect(Collectors.joining(", "));
    String ordered = (order + " OFFSET 0").strip();
    return Step.numbered(
        (with.isEmpty() ? "" : with + " ")
            + "SELECT count(*) FROM (SELECT FROM ("
            + query(correlation, from, conditions, ordered)
            + ") k WHERE CASE WHEN pg_catalog.pg_try_advisory_xact_lock("
            + (int) relation.oid()
            + ", pg_catalog.hashtext(ROW("
            + row
            + ")::text)) THEN "
            + lower.copyUp()
            + "("
            + arrays
            + ") > 0 ELSE false END"
            + (limit.isEmpty() ? "" : " LIMIT " + limit)
            + ") n");
  }

  private String query(String correlation, String from, List<String> conditions, String order) {
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
    return "SELECT " + columns + " FROM " + from + where + (order.isEmpty() ? "" : " " + order);
  }

  private Step step(String with, String rows) {
    String arrays =
        lower.key().stream()
            .map(column -> "array_agg(k." + Identifiers.quote(column) + ")")
            .collect(Collectors.joining(", "));
    return Step.numbered(with + "SELECT " + lower.copyUp() + "(" + arrays + ") FROM " + rows);
  }
}
