package io.pgveneer.rewrite.dml;

import io.pgveneer.api.Identifiers;
import io.pgveneer.api.Relation;
import io.pgveneer.api.Step;
import java.util.List;
import java.util.stream.Collectors;

/// Text of the steps that copy up rows of one relation.
final class CopyUp {
  private final Relation.Lower lower;

  /// What is called with the keys, up to and including the opening parenthesis.
  private final String call;

  CopyUp(Relation.Lower lower) {
    this(lower, lower.copyUp() + "(");
  }

  private CopyUp(Relation.Lower lower, String call) {
    this.lower = lower;
    this.call = call;
  }

  /// The rows with these keys.
  ///
  /// @param keys an array of values of the one key column, of a type that the engine can tell
  Step keys(String keys) {
    return Step.numbered("SELECT " + lower.function("touch_") + "(" + keys + ")");
  }

  /// A condition that spares the search where all rows with these keys have been copied up.
  String anyOpen(String keys) {
    return "(SELECT " + lower.function("open_") + "(" + keys + "))";
  }

  /// Rows that another session is copying up make it fail at once; for NOWAIT.
  CopyUp withoutWaiting() {
    return new CopyUp(lower, claim(true));
  }

  /// The engine's function that does not wait for other sessions.
  private String claim(boolean fails) {
    return lower.function("claim_") + "(" + fails + ", ";
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
    return Step.of(
        lower.bases().stream()
            .map(base -> "pgveneer.copy_all(" + base + ")")
            .collect(Collectors.joining(", ", "SELECT ", "")));
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

  /// As [#rows], with the rows that meet the one list of conditions or the other; none meets both.
  ///
  /// Each is searched for on its own, as no index serves an OR of a subquery.
  Step rowsOfEither(
      String with, String correlation, String from, List<String> one, List<String> other) {
    return isByRow()
        ? rows(with, correlation, from, one, "UNION ALL " + query(correlation, from, other, ""))
        : whole();
  }

  /// As [#rows], one row after the other, passing over those that another session is copying up;
  /// for SKIP LOCKED.
  ///
  /// Each call looks at the mask anew: a row that another session has finished meanwhile counts for
  /// nothing.
  ///
  /// @param limit how many rows to copy up, or empty for all
  Step claim(
      String with,
      String correlation,
      String from,
      List<String> conditions,
      String order,
      String limit) {
    if (!isByRow()) {
      return whole();
    }
    String arrays =
        lower.key().stream()
            .map(column -> "ARRAY[k." + Identifiers.quote(column) + "]")
            .collect(Collectors.joining(", "));
    String ordered = (order + " OFFSET 0").strip();
    return Step.numbered(
        (with.isEmpty() ? "" : with + " ")
            + "SELECT count(*) FROM (SELECT FROM ("
            + query(correlation, from, conditions, ordered)
            + ") k WHERE "
            + (limit.isEmpty() ? claim(false) : lower.function("take_") + "(")
            + arrays
            + ") > 0"
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
    return Step.numbered(with + "SELECT " + call + arrays + ") FROM " + rows);
  }
}
