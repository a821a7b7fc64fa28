package io.pgveneer.kernel;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Which relations are dirty, for all sessions.
///
/// A relation is clean only by proof: a reading of the fresh database found it clean, and every
/// write since is signalled in band, before it is acknowledged. So no read that begins after an
/// acknowledgement can take the relation for clean. One whose writes were all rolled back is clean
/// again; one with a committed write stays dirty as long as this process lives, even should all its
/// rows go.
///
/// Writes through another proxy are signalled there. So while there is one, nothing is clean.
final class DirtyRelations {
  private final Set<Long> dirty = new HashSet<>();

  /// Relations written by transactions that are still open, with how many of them.
  private final Map<Long, Integer> open = new HashMap<>();

  private boolean alone;

  synchronized boolean contains(long relation) {
    return !alone || dirty.contains(relation) || open.containsKey(relation);
  }

  /// A reading of the fresh database found these dirty.
  synchronized void found(Collection<Long> relations) {
    dirty.addAll(relations);
  }

  /// Whether no other proxy serves the fresh database. Before it becomes true, what others wrote
  /// has to be [#found].
  synchronized void alone(boolean now) {
    alone = now;
  }

  /// A session wrote to a relation in a transaction that is still open.
  synchronized void written(long relation) {
    open.merge(relation, 1, Integer::sum);
  }

  /// The transactions of as many calls of [#written] have ended.
  synchronized void ended(Collection<Long> relations, boolean committed) {
    for (Long relation : relations) {
      open.computeIfPresent(relation, (oid, count) -> count == 1 ? null : count - 1);
      if (committed) {
        dirty.add(relation);
      }
    }
  }
}
