package io.pgveneer.rewrite.select;

import io.pgveneer.sql.Extent;
import io.pgveneer.sql.TableReference;
import org.jspecify.annotations.Nullable;

/// The table of a `COPY t (a, b) TO` with its column list.
///
/// @param extent the table and its list
/// @param list what is inside the parentheses, or null where there are none
record CopyColumns(Extent extent, @Nullable String list) {

  static CopyColumns after(String sql, TableReference table) {
    Words words = new Words(sql);
    int i = words.first(new Extent(table.whole().end(), sql.length()));
    if (!words.is(i, "(")) {
      return new CopyColumns(table.whole(), null);
    }
    int close = i;
    while (close < words.size() - 1 && !words.is(close, ")")) {
      close++;
    }
    return new CopyColumns(
        new Extent(table.whole().start(), words.end(close)),
        sql.substring(words.end(i), words.start(close)));
  }
}
