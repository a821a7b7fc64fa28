package io.pgveneer.sql;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Outlines of statements seen before, for all sessions together.
///
/// Bounded in entries and in the length of a text; a text that is too long is outlined anew each
/// time and never hashed. A text is kept from its second time on: clients that write values into
/// their texts send each of them once, and what is kept for that is no more than garbage that has
/// grown old. Safe for use by any number of threads, without locks: a lost race costs an outline.
public final class OutlineCache {
  private record Entry(String sql, boolean standardStrings, Outline outline) {}

  private final AtomicReferenceArray<@Nullable Entry> entries;

  /// Hashes of texts that were asked for, each where it falls.
  private final AtomicIntegerArray asked;

  private final int mask;
  private final int longest;

  /// 4,096 entries of up to 8,192 characters.
  public OutlineCache() {
    this(4096, 8192);
  }

  /// @param capacity entries at most, rounded up to a power of two
  /// @param longest characters of a text that is still kept
  public OutlineCache(int capacity, int longest) {
    int size = Math.max(2, Integer.highestOneBit(Math.max(1, capacity - 1)) << 1);
    this.entries = new AtomicReferenceArray<>(size);
    this.asked = new AtomicIntegerArray(2 * size);
    this.mask = size - 1;
    this.longest = longest;
  }

  /// As [#outline(String, boolean)] with `standard_conforming_strings` on, as it is by default.
  public Outline outline(String sql) {
    return outline(sql, true);
  }

  /// As [Outlines#of(String, boolean)], perhaps from memory.
  public Outline outline(String sql, boolean standardStrings) {
    if (sql.length() > longest) {
      return Outlines.of(sql, standardStrings);
    }
    int hash = sql.hashCode();
    int first = (hash ^ (hash >>> 15)) & mask;
    Entry entry = entries.get(first);
    if (entry != null && entry.standardStrings == standardStrings && entry.sql.equals(sql)) {
      return entry.outline;
    }
    int second = first ^ 1;
    Entry older = entries.get(second);
    if (older != null && older.standardStrings == standardStrings && older.sql.equals(sql)) {
      return older.outline;
    }
    Outline outline = Outlines.of(sql, standardStrings);
    int place = (hash ^ (hash >>> 15)) & (asked.length() - 1);
    if (asked.getPlain(place) == hash) {
      entries.set(second, entry);
      entries.set(first, new Entry(sql, standardStrings, outline));
    } else {
      asked.setPlain(place, hash);
    }
    return outline;
  }
}
