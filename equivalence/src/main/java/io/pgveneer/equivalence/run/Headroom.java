package io.pgveneer.equivalence.run;

import io.pgveneer.equivalence.client.Endpoint;
import io.pgveneer.equivalence.client.RawClient;
import java.io.IOException;
import java.util.List;

/// How far ahead of production's a preview's sequences start.
///
/// Without any, the preview's new keys may collide with production's. With some, they are told from
/// production's without a look there, which is another path through the engine. The other paths of
/// reading go along with it: what large tables would be read by, small ones are then too.
public enum Headroom {
  NONE(0, 1500),
  SOME(1_000_000, 0);

  private static final String SEQUENCES =
      "SELECT schemaname, sequencename FROM pg_sequences WHERE schemaname NOT LIKE 'pgveneer%'";

  /// In values.
  final long values;

  /// Setting `reads.question-cost`.
  final long question;

  Headroom(long values, long question) {
    this.values = values;
    this.question = question;
  }

  /// Which one goes with a protocol, so that cases that run by both have both.
  public static Headroom of(Mode mode) {
    return mode == Mode.SIMPLE ? NONE : SOME;
  }

  /// Puts the copy's sequences where the preview's are, so that both hand out the same keys.
  ///
  /// @param fresh the preview's database, not the proxy
  void follow(Endpoint fresh, Endpoint copy) throws IOException {
    if (this != NONE) {
      align(fresh, copy);
    }
  }

  /// Puts the copy's sequences where the preview's are.
  ///
  /// @param fresh the preview's database, not the proxy
  public static void align(Endpoint fresh, Endpoint copy) throws IOException {
    try (RawClient ahead = RawClient.open(fresh, Session.PATIENCE);
        RawClient behind = RawClient.open(copy, Session.PATIENCE)) {
      for (List<String> name : Stage.rows(ahead, SEQUENCES)) {
        String sequence = quoted(name.getFirst()) + "." + quoted(name.getLast());
        List<String> position =
            Stage.rows(ahead, "SELECT last_value, is_called FROM " + sequence).getFirst();
        Stage.execute(
            behind,
            "SELECT setval('%s', %s, '%s')"
                .formatted(sequence.replace("'", "''"), position.getFirst(), position.getLast()));
      }
    }
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
