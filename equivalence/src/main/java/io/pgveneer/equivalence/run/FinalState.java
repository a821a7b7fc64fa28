package io.pgveneer.equivalence.run;

import io.pgveneer.equivalence.client.RawClient;
import io.pgveneer.equivalence.client.Reply;
import io.pgveneer.equivalence.script.Step;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Compares all that is there when the sessions of a case have ended: every relation's rows, every
/// sequence's position, and the catalog as clients read it.
final class FinalState {
  private static final String OF_USER =
      " n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%'"
          + " AND n.nspname NOT LIKE 'pg_temp%' ";

  private static final String RELATIONS =
      "SELECT format('%I.%I', n.nspname, c.relname), c.relkind FROM pg_catalog.pg_class c"
          + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
          + " WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S')"
          + " AND (c.relkind <> 'm' OR c.relispopulated) AND"
          + OF_USER
          + "ORDER BY 1";

  private static final Map<String, String> CATALOG = catalog();

  private FinalState() {}

  /// @param direct a connection to the copy
  static void compare(Runner runner, RawClient direct) {
    List<Reply> relations =
        Conversation.hold(direct, Mode.SIMPLE, new Step.Statement(RELATIONS, null));
    for (Reply reply : relations) {
      if (reply instanceof Reply.Row(List<String> cells)) {
        String relation = cells.getFirst();
        runner.compareNow(
            "at the end, " + relation,
            "at the end",
            cells.getLast().equals("S")
                ? "SELECT last_value, is_called FROM " + relation
                : "SELECT * FROM " + relation);
      }
    }
    CATALOG.forEach((what, sql) -> runner.compareNow("at the end, " + what, "at the end", sql));
  }

  private static Map<String, String> catalog() {
    Map<String, String> queries = new TreeMap<>();
    queries.put(
        "columns",
        "SELECT n.nspname, c.relname, c.relkind, c.relpersistence, a.attname,"
            + " format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,"
            + " pg_get_expr(d.adbin, d.adrelid) FROM pg_class c"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
            + " LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum"
            + " WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND"
            + OF_USER
            + "ORDER BY n.nspname, c.relname, a.attnum");
    queries.put(
        "constraints",
        "SELECT n.nspname, c.relname, o.conname, o.convalidated, pg_get_constraintdef(o.oid)"
            + " FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE"
            + OF_USER
            + "ORDER BY 1, 2, 3");
    queries.put(
        "indexes",
        "SELECT n.nspname, c.relname, i.indisvalid, pg_get_indexdef(i.indexrelid)"
            + " FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE"
            + OF_USER
            + "ORDER BY 1, 2, 4");
    queries.put(
        "triggers",
        "SELECT n.nspname, c.relname, t.tgname, t.tgenabled, pg_get_triggerdef(t.oid)"
            + " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT t.tgisinternal AND"
            + OF_USER
            + "ORDER BY 1, 2, 3");
    queries.put(
        "views",
        // PostgreSQL's own text, read again, may have fewer parentheses
        "SELECT n.nspname, c.relname, c.relkind, translate(pg_get_viewdef(c.oid), '()', '')"
            + " FROM pg_class c"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('v', 'm') AND"
            + OF_USER
            + "ORDER BY 1, 2");
    queries.put(
        "functions",
        "SELECT n.nspname, p.oid::regprocedure::text, p.prokind, pg_get_functiondef(p.oid)"
            + " FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
            + " WHERE p.prokind <> 'a' AND"
            + OF_USER
            + "ORDER BY 1, 2");
    queries.put(
        "types",
        "SELECT n.nspname, t.typname, t.typtype, (SELECT array_agg(e.enumlabel ORDER BY"
            + " e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid) FROM pg_type t"
            + " JOIN pg_namespace n ON n.oid = t.typnamespace WHERE"
            + OF_USER
            + "ORDER BY 1, 2");
    queries.put(
        "relations",
        "SELECT n.nspname, c.relname, c.relkind, c.relrowsecurity, obj_description(c.oid, 'pg_class')"
            + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE"
            + OF_USER
            + "ORDER BY 1, 2, 3");
    queries.put("schemas", "SELECT nspname FROM pg_namespace n WHERE" + OF_USER + "ORDER BY 1");
    queries.put("extensions", "SELECT extname FROM pg_extension ORDER BY 1");
    return queries;
  }
}
