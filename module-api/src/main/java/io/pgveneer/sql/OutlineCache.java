package io.pgveneer.sql;

import java.util.LinkedHashMap;
import java.util.Map;

/// Outlines of the statements seen last. Safe for all threads.
///
/// Long texts are read anew each time: they are seldom sent twice, and would fill the cache.
public final class OutlineCache {
  private static final int ENTRIES = 4096;
  private static final int LONGEST = 16_384;

  private final Map<String, Outline> outlines =
      new LinkedHashMap<>(ENTRIES, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Outline> eldest) {
          return size() > ENTRIES;
        }
      };

  /// The outline of a statement, as [Outlines#of(String)].
  public Outline outline(String sql) {
    if (sql.length() > LONGEST) {
      return Outlines.of(sql);
    }
    synchronized (outlines) {
      Outline known = outlines.get(sql);
      if (known != null) {
        return known;
      }
    }
    Outline outline = Outlines.of(sql);
    synchronized (outlines) {
      outlines.put(sql, outline);
    }
    return outline;
  }
}
