package io.pgveneer.kernel;

import io.pgveneer.api.Column;
import io.pgveneer.api.Identifiers;
import io.pgveneer.api.Relation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The system catalogues that are read through a view of ours, so that the overlay's own objects do
/// not show.
///
/// To the handlers they are relations like any other whose merged form is that view.
///
/// @param relations one for each such catalogue
/// @param standIns for the OID of each view, the OID of its catalogue
record CatalogFacade(List<Relation> relations, Map<Long, Long> standIns) {

  /// Ends the name of a view that has the catalogue's system columns too, and stands in for the
  /// same.
  private static final String WITH_SYSTEM_COLUMNS = "+";

  /// Columns: the view's OID, the catalogue's schema, name, OID and column names, the view's name.
  static final String QUERY =
      """
      SELECT v.oid, n.nspname, c.relname, c.oid, v.relname,
             (SELECT pg_catalog.string_agg(a.attname, ',' ORDER BY a.attnum)
              FROM pg_catalog.pg_attribute a
              WHERE a.attrelid OPERATOR(pg_catalog.=) c.oid
                AND a.attnum OPERATOR(pg_catalog.>) 0 AND NOT a.attisdropped)
      FROM pg_catalog.pg_class v
      JOIN pg_catalog.pg_namespace o ON o.oid OPERATOR(pg_catalog.=) v.relnamespace
      JOIN pg_catalog.pg_namespace n ON n.nspname = CASE
        WHEN v.relname ~ '^information_schema[.]' THEN 'information_schema' ELSE 'pg_catalog' END
      JOIN pg_catalog.pg_class c ON c.relnamespace OPERATOR(pg_catalog.=) n.oid
        AND c.relname = pg_catalog.regexp_replace(v.relname, '^information_schema[.]|[+]$', '', 'g')
      WHERE o.nspname = 'pgveneer_catalog' AND v.relkind = 'v'
      """;

  static CatalogFacade read(List<List<@Nullable String>> rows) {
    List<Relation> relations = new ArrayList<>();
    Map<Long, Long> standIns = new HashMap<>();
    for (List<@Nullable String> row : rows) {
      long catalog = Long.parseLong(text(row, 3));
      standIns.put(Long.parseLong(text(row, 0)), catalog);
      if (text(row, 4).endsWith(WITH_SYSTEM_COLUMNS)) {
        continue;
      }
      String view = "pgveneer_catalog." + Identifiers.quote(text(row, 4));
      relations.add(
          new Relation(
              catalog,
              text(row, 1),
              text(row, 2),
              'v',
              columns(text(row, 5)),
              new Relation.Lower(view, view, null, null, List.of(), List.of(), false)));
    }
    return new CatalogFacade(List.copyOf(relations), Map.copyOf(standIns));
  }

  private static List<Column> columns(String names) {
    List<Column> columns = new ArrayList<>();
    for (String name : names.split(",", -1)) {
      columns.add(new Column(columns.size() + 1, name, "", false, false, '\0'));
    }
    return List.copyOf(columns);
  }

  private static String text(List<@Nullable String> row, int column) {
    return Objects.requireNonNull(row.get(column));
  }
}
