package io.pgveneer.equivalence.generate;

import io.pgveneer.equivalence.client.Messages;
import io.pgveneer.equivalence.client.RawClient;
import io.pgveneer.equivalence.client.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// The server's own immutable functions, operators, casts and aggregates over the generator's
/// types, as far as they answer every value of these.
///
/// Read from the catalogue, so that what is tried is what PostgreSQL has and not what somebody
/// thought of.
public final class Functions {
  private static final int TRIED = 4;

  private static final String CATALOGUE =
      """
      SELECT 'f', format('%I.%I', n.nspname, p.proname), format_type(p.prorettype, NULL),
             array_to_string(ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes) t), '|')
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE p.prokind = 'f' AND p.provolatile = 'i' AND NOT p.proretset AND p.pronargs BETWEEN 1 AND 3
        AND p.provariadic = 0 AND n.nspname IN ('pg_catalog', 'public')
        AND p.proname !~ '(recv|_in|_out|send|_support|sortsupport|hash|typmod|^_|^bt|^gin|^gist|_pat|^pg_|sel$|cmp|_eq$|_ne$|_lt$|_le$|_gt$|_ge$|_larger|_smaller|^RI_|accum|combine|trans|^ltree|^citext_|^hs_)'
        AND NOT EXISTS (SELECT FROM pg_operator o WHERE o.oprcode = p.oid AND n.nspname = 'pg_catalog')
        AND NOT EXISTS (SELECT FROM pg_cast c WHERE c.castfunc = p.oid)
      UNION ALL
      SELECT 'o', o.oprname, format_type(o.oprresult, NULL),
             concat_ws('|', nullif(format_type(o.oprleft, NULL), '-'), format_type(o.oprright, NULL))
      FROM pg_operator o JOIN pg_proc p ON p.oid = o.oprcode
      JOIN pg_namespace n ON n.oid = o.oprnamespace
      WHERE p.provolatile = 'i' AND n.nspname IN ('pg_catalog', 'public')
        AND o.oprname !~ '^(~<~|~<=~|~>~|~>=~|\\*<|\\*=|\\*>|\\*<>)'
      UNION ALL
      SELECT 'c', '', format_type(c.casttarget, NULL), format_type(c.castsource, NULL)
      FROM pg_cast c LEFT JOIN pg_proc p ON p.oid = c.castfunc
      WHERE p.provolatile = 'i' OR c.castmethod <> 'f'
      UNION ALL
      SELECT 'a', p.proname::text, format_type(p.prorettype, NULL),
             array_to_string(ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes) t), '|')
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      JOIN pg_aggregate g ON g.aggfnoid = p.oid AND g.aggkind = 'n'
      WHERE p.provolatile = 'i' AND p.pronargs BETWEEN 1 AND 2 AND n.nspname = 'pg_catalog'
        AND p.proname !~ '(array_agg|string_agg|json|xmlagg|any_value)'
      ORDER BY 1, 2, 3, 4
      """;

  private static final String PROBE =
      """
      CREATE OR REPLACE FUNCTION pg_temp.total(expressions text[]) RETURNS boolean LANGUAGE plpgsql AS $$
      DECLARE e text; r text;
      BEGIN
        FOREACH e IN ARRAY expressions LOOP
          EXECUTE 'SELECT (' || e || ')::text' INTO r;
          IF length(r) > 300 THEN RETURN false; END IF;
        END LOOP;
        RETURN true;
      EXCEPTION WHEN OTHERS THEN RETURN false;
      END $$
      """;

  private final Map<String, List<Function>> byResult = new HashMap<>();
  private final Map<String, List<Function>> aggregates = new HashMap<>();

  private Functions() {}

  /// @param how 'f' function, 'o' operator, 'c' cast, 'a' aggregate
  record Function(char how, String name, Kind result, List<Kind> arguments) {
    String call(List<String> values) {
      return switch (how) {
        case 'o' ->
            values.size() == 1
                ? "(" + name + " " + values.getFirst() + ")"
                : "(" + values.getFirst() + " " + name + " " + values.getLast() + ")";
        case 'c' -> "(" + values.getFirst() + ")::" + result.sql();
        default -> name + "(" + String.join(", ", values) + ")";
      };
    }
  }

  List<Function> giving(Kind kind) {
    return byResult.getOrDefault(kind.sql(), List.of());
  }

  List<Function> aggregatesGiving(Kind kind) {
    return aggregates.getOrDefault(kind.sql(), List.of());
  }

  public int size() {
    return byResult.values().stream().mapToInt(List::size).sum()
        + aggregates.values().stream().mapToInt(List::size).sum();
  }

  /// @param client a connection to a database in which [Kind#PRELUDE] was run
  public static Functions read(RawClient client) throws IOException {
    Functions functions = new Functions();
    ask(client, "SET statement_timeout = '2s'");
    ask(client, "SET search_path = public, pg_catalog");
    ask(client, PROBE);
    for (List<String> row : ask(client, CATALOGUE)) {
      functions.consider(client, row);
    }
    return functions;
  }

  private void consider(RawClient client, List<String> row) throws IOException {
    Kind result = Kind.of(row.get(2));
    List<Kind> arguments =
        Stream.of(row.get(3).split("\\|")).map(Kind::of).filter(Objects::nonNull).toList();
    if (result == null
        || arguments.isEmpty()
        || arguments.size() != row.get(3).split("\\|", -1).length) {
      return;
    }
    // The text of one that is put together does not tell how.
    if (result.sql().equals("tsquery")
        && arguments.stream().anyMatch(kind -> kind.sql().equals("tsquery"))) {
      return;
    }
    String name = row.get(1).replace("pg_catalog.", "").replace("public.", "");
    Function function = new Function(row.getFirst().charAt(0), name, result, arguments);
    if (function.how() == 'a' ? exact(function) : isTotal(client, function)) {
      (function.how() == 'a' ? aggregates : byResult)
          .computeIfAbsent(result.sql(), _ -> new ArrayList<>())
          .add(function);
    }
  }

  /// The order in which rows come must not show in the last digits.
  private static boolean exact(Function function) {
    return function.arguments().stream()
        .noneMatch(kind -> kind.sql().equals("real") || kind.sql().equals("double precision"));
  }

  private static boolean isTotal(RawClient client, Function function) throws IOException {
    List<List<String>> combinations = new ArrayList<>();
    combinations.add(List.of());
    for (Kind kind : function.arguments()) {
      List<List<String>> longer = new ArrayList<>();
      for (List<String> start : combinations) {
        for (String literal : kind.values().subList(0, Math.min(TRIED, kind.values().size()))) {
          List<String> values = new ArrayList<>(start);
          values.add("(" + literal + ")::" + kind.sql());
          longer.add(values);
        }
      }
      combinations = longer;
    }
    String array =
        combinations.stream()
            .map(values -> "'" + function.call(values).replace("'", "''") + "'")
            .reduce((left, right) -> left + "," + right)
            .orElseThrow();
    List<List<String>> answer =
        ask(client, "SELECT pg_temp.total(ARRAY[" + array.replace("\\", "\\") + "])");
    return !answer.isEmpty() && answer.getFirst().getFirst().equals("t");
  }

  private static List<List<String>> ask(RawClient client, String sql) throws IOException {
    client.send(new Messages().query(sql));
    List<List<String>> rows = new ArrayList<>();
    for (Reply reply = client.next(); !(reply instanceof Reply.Ready); reply = client.next()) {
      switch (reply) {
        case Reply.Row(List<String> cells) -> rows.add(cells);
        case Reply.Closed() -> throw new IOException("closed at " + sql);
        case Reply.Silence() -> throw new IOException("no answer to " + sql);
        default -> {}
      }
    }
    return rows;
  }
}
