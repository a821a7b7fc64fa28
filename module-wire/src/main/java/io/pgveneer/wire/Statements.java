package io.pgveneer.wire;

import io.pgveneer.sql.TokenList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the client has prepared and bound, as far as the backend has agreed or will.
///
/// Entries are made when a message is sent, and taken back when the backend refuses or skips it.
final class Statements {
  private final Map<String, Prepared> prepared = new HashMap<>();
  private final Map<String, Portal> portals = new HashMap<>();
  private boolean stray;

  @Nullable Prepared prepared(String name) {
    return prepared.get(name);
  }

  /// @param statement null to remove
  /// @return what was there before
  @Nullable Prepared prepared(String name, @Nullable Prepared statement) {
    return statement == null ? prepared.remove(name) : prepared.put(name, statement);
  }

  @Nullable Portal portal(String name) {
    return portals.get(name);
  }

  /// @param portal null to remove
  /// @return what was there before
  @Nullable Portal portal(String name, @Nullable Portal portal) {
    return portal == null ? portals.remove(name) : portals.put(name, portal);
  }

  /// A simple query destroys what has no name, unless it fails before it runs: then what is ours
  /// is still there.
  void simpleQuery() {
    prepared.remove("");
    portals.remove("");
  }

  /// As a simple query, but something of ours is left without a name.
  void strayUnnamed() {
    simpleQuery();
    stray = true;
  }

  /// Whether something of ours without a name has to be closed before the client's next message.
  boolean takeStray() {
    boolean found = stray;
    stray = false;
    return found;
  }

  void transactionEnded() {
    portals.clear();
  }

  /// Commands of SQL that destroy prepared statements.
  ///
  /// @param sql the command's text
  void completed(String tag, String sql) {
    if (tag.equals("DISCARD ALL") || tag.equals("DEALLOCATE ALL")) {
      prepared.keySet().removeIf(name -> !name.isEmpty());
    } else if (tag.equals("DEALLOCATE") && !prepared.isEmpty()) {
      TokenList tokens = TokenList.of(sql);
      int last = tokens.size() - 1;
      while (last > 0 && tokens.is(last, ";")) {
        last--;
      }
      if (tokens.isName(last)) {
        prepared.remove(tokens.name(last));
      }
    }
  }
}
