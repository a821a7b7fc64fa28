package io.pgveneer.kernel;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The sessions whose transaction may have defined, locked or truncated something and is still
/// open. Thread-safe.
final class OpenDefinitions {
  private final Set<Object> sessions = ConcurrentHashMap.newKeySet();

  /// Whether any other session is one of them.
  boolean areElsewhere(Object session) {
    return !sessions.isEmpty() && (sessions.size() > 1 || !sessions.contains(session));
  }

  void begun(Object session) {
    sessions.add(session);
  }

  void ended(Object session) {
    sessions.remove(session);
  }
}
