package io.pgveneer.equivalence.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is in the database, as the generator last read it. Being wrong is harmless: both sides then
/// give the same error.
final class Model {
  /// Answers with [#of]'s rows. It is sent as a step of the case, so both sides are compared by it.
  static final String QUERY =
      """
      SELECT c.oid::regclass::text, c.relkind::text, c.relispartition::text, 'column', a.attname::text,
             format_type(a.atttypid, a.atttypmod),
             concat_ws(' ', CASE WHEN a.attnotnull THEN 'required' END,
                       CASE WHEN a.attidentity <> '' THEN 'identity' END,
                       CASE WHEN a.attidentity = 'a' THEN 'always' END,
                       CASE WHEN a.attgenerated <> '' THEN 'generated' END,
                       CASE WHEN a.atthasdef THEN 'default' END,
                       CASE WHEN pg_get_serial_sequence(c.oid::regclass::text, a.attname) IS NOT NULL
                            THEN 'drawn' END)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE n.nspname IN ('public', 's1') AND c.relkind IN ('r', 'p', 'v', 'm')
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
      UNION ALL
      SELECT o.conrelid::regclass::text, 'c', 'false', o.contype::text, o.conname::text,
             nullif(o.confrelid, 0)::regclass::text,
             array_to_string(ARRAY(SELECT a.attname FROM unnest(o.conkey) WITH ORDINALITY k (n, i)
               JOIN pg_attribute a ON a.attrelid = o.conrelid AND a.attnum = k.n ORDER BY i), '|')
      FROM pg_constraint o JOIN pg_namespace n ON n.oid = o.connamespace
      WHERE n.nspname IN ('public', 's1') AND o.contype IN ('p', 'u', 'f', 'c') AND o.conrelid <> 0
      ORDER BY 1, 4, 5
      """;

  private final Map<String, Table> tables = new LinkedHashMap<>();

  /// A table or view.
  ///
  /// @param name as SQL writes it
  /// @param kind `relkind`
  record Table(
      String name,
      char kind,
      boolean partition,
      List<Column> columns,
      List<List<String>> keys,
      List<Reference> references,
      List<String> constraints) {

    boolean isView() {
      return kind == 'v' || kind == 'm';
    }

    List<Column> writable() {
      return columns.stream().filter(column -> !column.generated()).toList();
    }

    /// Columns of its first key; empty without one.
    List<Column> key() {
      return keys.isEmpty()
          ? List.of()
          : columns.stream().filter(column -> keys.getFirst().contains(column.bare())).toList();
    }

    List<Column> payload() {
      List<Column> rest = writable().stream().filter(column -> !key().contains(column)).toList();
      return rest.isEmpty() ? writable() : rest;
    }
  }

  /// @param name as SQL writes it
  /// @param kind null for a type that the generator knows nothing of
  /// @param drawn whether a sequence of its own hands out the default
  record Column(
      String name,
      String bare,
      @Nullable Kind kind,
      boolean required,
      boolean always,
      boolean generated,
      boolean supplied,
      boolean drawn) {}

  /// A foreign key.
  record Reference(List<String> columns, String table) {}

  List<Table> all() {
    return List.copyOf(tables.values());
  }

  List<Table> relations() {
    return tables.values().stream().filter(table -> !table.columns().isEmpty()).toList();
  }

  List<Table> base() {
    return relations().stream().filter(table -> !table.isView()).toList();
  }

  @Nullable Table find(String name) {
    return tables.get(name);
  }

  /// @param rows the answer to [#QUERY]
  static Model of(List<List<String>> rows) {
    Model model = new Model();
    for (List<String> row : rows) {
      if (row.get(3).equals("column")) {
        model.column(row);
      }
    }
    for (List<String> row : rows) {
      Table table = model.tables.get(row.getFirst());
      if (table != null && !row.get(3).equals("column")) {
        constraint(table, row);
      }
    }
    return model;
  }

  private void column(List<String> row) {
    Table table =
        tables.computeIfAbsent(
            row.getFirst(),
            name ->
                new Table(
                    name,
                    row.get(1).charAt(0),
                    row.get(2).startsWith("t"),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>()));
    String bare = row.get(4);
    String traits = row.get(6);
    table
        .columns()
        .add(
            new Column(
                quoted(bare),
                bare,
                Kind.of(row.get(5)),
                traits.contains("required"),
                traits.contains("always"),
                traits.contains("generated"),
                traits.contains("default") || traits.contains("identity"),
                traits.contains("drawn")));
  }

  private static void constraint(Table table, List<String> row) {
    List<String> columns = List.of(row.get(6).split("\\|"));
    table.constraints().add(quoted(row.get(4)));
    switch (row.get(3)) {
      case "p" -> table.keys().addFirst(columns);
      case "u" -> table.keys().addLast(columns);
      case "f" -> table.references().add(new Reference(columns, row.get(5)));
      default -> {}
    }
  }

  static String quoted(String name) {
    return name.matches("[a-z_][a-z0-9_]*") && !Names.RESERVED.contains(name)
        ? name
        : '"' + name.replace("\"", "\"\"") + '"';
  }
}
