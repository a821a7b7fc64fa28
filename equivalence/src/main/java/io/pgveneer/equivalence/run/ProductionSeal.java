package io.pgveneer.equivalence.run;

import io.pgveneer.equivalence.client.Endpoint;
import io.pgveneer.equivalence.client.RawClient;
import io.pgveneer.equivalence.client.Reply;
import io.pgveneer.equivalence.script.Step;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/// A text that changes when anything in a database does: rows, definitions, sequences, or the count
/// of rows written.
public final class ProductionSeal {
  private static final String PARTS =
      """
      SELECT format('SELECT %L, count(*), md5(string_agg(t::text, E''\\n'' ORDER BY t::text)) FROM ONLY %I.%I t',
                    c.oid::regclass, n.nspname, c.relname)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'm') AND (c.relkind = 'r' OR c.relispopulated)
        AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
      UNION ALL
      SELECT format('SELECT %L, last_value, is_called FROM %I.%I', c.oid::regclass, n.nspname, c.relname)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'S' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
      UNION ALL
      SELECT 'SELECT md5(string_agg(format(''%s %s %s'', oid, relname, relfilenode), '','' ORDER BY oid))'
             ' FROM pg_class WHERE oid >= 16384'
      """;

  private static final String WRITTEN =
      """
      UNION ALL
      SELECT 'SELECT relid::regclass, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_user_tables ORDER BY relid'
      """;

  private ProductionSeal() {}

  static String of(Endpoint production) throws IOException {
    return of(production, PARTS + WRITTEN);
  }

  /// Without the count of rows written, which a crash loses.
  public static String contents(Endpoint production) throws IOException {
    return of(production, PARTS);
  }

  private static String of(Endpoint production, String parts) throws IOException {
    try (RawClient client = RawClient.open(production, Session.PATIENCE)) {
      StringBuilder seal = new StringBuilder();
      for (Reply reply : ask(client, parts)) {
        if (reply instanceof Reply.Row(List<String> cells)) {
          seal.append(rows(ask(client, cells.getFirst())));
        }
      }
      return seal.toString();
    }
  }

  private static List<Reply> ask(RawClient client, String sql) {
    return Conversation.hold(client, Mode.SIMPLE, new Step.Statement(sql, null));
  }

  private static String rows(List<Reply> replies) {
    return replies.stream()
        .filter(Reply.Row.class::isInstance)
        .map(row -> String.join(" ", ((Reply.Row) row).cells()) + "\n")
        .collect(Collectors.joining());
  }
}
