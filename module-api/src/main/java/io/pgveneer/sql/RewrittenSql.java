package io.pgveneer.sql;

/// A text sent to the backend in place of the client's, and the way from its offsets back to the
/// client's.
public final class RewrittenSql {
  private static final int[] START = {0};

  private final String text;

  /// Ascending offsets in `text`; even entries begin an untouched stretch, odd ones a replacement.
  private final int[] rewritten;

  private final int[] original;
  private final boolean untouched;

  RewrittenSql(String text, int[] rewritten, int[] original) {
    this(text, rewritten, original, false);
  }

  private RewrittenSql(String text, int[] rewritten, int[] original, boolean untouched) {
    this.text = text;
    this.untouched = untouched;
    this.rewritten = rewritten;
    this.original = original;
  }

  /// The client's own text, untouched.
  public static RewrittenSql unchanged(String sql) {
    return new RewrittenSql(sql, START, START, true);
  }

  /// Whether this is [#unchanged]: the client's own bytes may go as they came.
  public boolean isUnchanged() {
    return untouched;
  }

  public String text() {
    return text;
  }

  /// The client's offset for an offset in [#text()]. Inside a replacement it is the replacement's
  /// start.
  public int originalOffset(int offset) {
    int i = 0;
    while (i + 1 < rewritten.length && rewritten[i + 1] <= offset) {
      i++;
    }
    return (i & 1) == 0 ? original[i] + offset - rewritten[i] : original[i];
  }

  @Override
  public String toString() {
    return text;
  }
}
