package io.pgveneer.equivalence.run;

import io.pgveneer.equivalence.client.Endpoint;
import io.pgveneer.equivalence.client.RawClient;
import io.pgveneer.equivalence.client.Reply;
import io.pgveneer.equivalence.script.Step;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Names for the OIDs of one database, which differ between two databases that are otherwise alike.
///
/// What is not committed yet, or gone again, has no name here and is `?` on both sides.
final class Names implements AutoCloseable {
  /// PostgreSQL's FirstNormalObjectId: lower ones are the same everywhere.
  private static final int FIRST_OF_USER = 16_384;

  private final RawClient client;
  private final Map<String, String> known = new HashMap<>();

  private Names(RawClient client) {
    this.client = client;
  }

  /// @param direct the database itself, not through a proxy
  static Names of(Endpoint direct) throws IOException {
    return new Names(RawClient.open(direct, Session.PATIENCE));
  }

  String type(int oid) {
    if (0 <= oid && oid < FIRST_OF_USER) {
      return Integer.toString(oid);
    }
    return find(
        "SELECT n.nspname || '.' || t.typname FROM pg_catalog.pg_type t"
            + " JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace WHERE t.oid = "
            + Integer.toUnsignedString(oid));
  }

  /// Schema, table and column that a result column comes from; `-` for none.
  String origin(int table, int attribute) {
    if (table == 0) {
      return "-";
    }
    if (0 < table && table < FIRST_OF_USER) {
      return table + "." + attribute;
    }
    return find(
        "SELECT n.nspname || '.' || c.relname || '.' || coalesce(a.attname, '?')"
            + " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
            + " LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = "
            + attribute
            + " WHERE c.oid = "
            + Integer.toUnsignedString(table));
  }

  /// Names may have changed.
  void forget() {
    known.clear();
  }

  private String find(String sql) {
    String found = known.get(sql);
    if (found == null) {
      found = ask(sql);
      if (!found.equals("?")) {
        known.put(sql, found);
      }
    }
    return found;
  }

  private String ask(String sql) {
    List<Reply> replies = Conversation.hold(client, Mode.SIMPLE, new Step.Statement(sql, null));
    return replies.stream()
        .filter(Reply.Row.class::isInstance)
        .map(row -> ((Reply.Row) row).cells().getFirst())
        .findFirst()
        .orElse("?");
  }

  @Override
  public void close() {
    client.close();
  }
}
