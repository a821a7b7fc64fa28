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
  /// What has no name in the backend is left by a query of ours that failed.
  private boolean stray;

  private boolean strayPortal;

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

  boolean hasPortals() {
    return !portals.isEmpty();
  }

  /// A simple query destroys what has no name; of portals only where it runs.
  ///
  /// @param runs the transaction has not failed
  void simpleQuery(boolean runs) {
    prepared.remove("");
    portals.remove("");
    stray = false;
    strayPortal &= !runs;
  }

  /// A query that failed leaves a statement of ours without a name. The portal in which it failed
  /// would be left by a simple query too.
  void stray() {
    stray = true;
  }

  /// A portal of ours is left too, and no simple query would leave it.
  void strayPortal() {
    strayPortal = true;
  }

  /// Whether a portal of ours without a name has to be closed, as [#takeStray].
  boolean takeStrayPortal() {
    boolean found = strayPortal;
    strayPortal = false;
    return found;
  }

  /// Whether a statement of ours without a name has to be closed before the client's next message.
  boolean takeStray() {
    boolean found = stray;
    stray = false;
    return found;
  }

  /// The portals are gone, but not those of messages that the backend has not answered yet.
  void transactionEnded() {
    portals.values().removeIf(Portal::isBound);
    strayPortal = false;
  }

  /// Commands of SQL that destroy prepared statements.
  ///
  /// @param sql the command's text
  void completed(String tag, String sql) {
    if (tag.equals("DISCARD ALL") || tag.equals("DEALLOCATE ALL")) {
      prepared.values().removeIf(each -> each.made && !each.name.isEmpty());
    } else if (tag.equals("DEALLOCATE") && !prepared.isEmpty()) {
      TokenList tokens = TokenList.of(sql);
      int last = tokens.size() - 1;
      while (last > 0 && tokens.is(last, ";")) {
        last--;
      }
      if (tokens.isName(last)) {
        prepared.computeIfPresent(tokens.name(last), (name, each) -> each.made ? null : each);
      }
    }
  }
}
