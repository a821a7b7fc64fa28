package io.pgveneer.sql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects replacements in a statement's text and applies them all at once.
///
/// What is not replaced keeps its bytes, comments included.
public final class Splice {
  private record Piece(int start, int end, String text) {}

  private final String sql;
  private final List<Piece> pieces = new ArrayList<>();

  public Splice(String sql) {
    this.sql = sql;
  }

  /// Replaces a stretch. Stretches must not overlap. What follows stays in its line, for functions
  /// tell theirs, unless the text has more lines than the stretch.
  public Splice replace(Extent extent, String text) {
    int lost = lines(extent.in(sql)) - lines(text);
    String padded = lost > 0 ? text + "\n".repeat(lost) : text;
    pieces.add(new Piece(extent.start(), extent.end(), padded));
    return this;
  }

  private static int lines(String text) {
    int lines = 0;
    for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      lines++;
    }
    return lines;
  }

  /// Inserts before `offset`; insertions at one offset keep their order.
  public Splice insert(int offset, String text) {
    pieces.add(new Piece(offset, offset, text));
    return this;
  }

  public boolean isEmpty() {
    return pieces.isEmpty();
  }

  /// The rewritten text with its way back to the original offsets.
  ///
  /// Errors: IllegalArgumentException where two stretches overlap.
  public RewrittenSql apply() {
    return pieces.isEmpty() ? RewrittenSql.unchanged(sql) : apply(new Extent(0, sql.length()));
  }

  /// As [#apply()], for one stretch of the statement: pieces outside of it are left aside.
  public RewrittenSql apply(Extent part) {
    List<Piece> ordered = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece.start >= part.start() && piece.end <= part.end()) {
        ordered.add(piece);
      }
    }
    ordered.sort(Comparator.comparingInt(Piece::start).thenComparingInt(Piece::end));
    StringBuilder text = new StringBuilder(part.end() - part.start() + 64 * ordered.size());
    int[] rewritten = new int[2 * ordered.size() + 1];
    int[] original = new int[2 * ordered.size() + 1];
    original[0] = part.start();
    int at = part.start();
    int n = 1;
    for (Piece piece : ordered) {
      if (piece.start < at) {
        throw new IllegalArgumentException("overlapping replacements at offset " + piece.start);
      }
      text.append(sql, at, piece.start);
      rewritten[n] = text.length();
      original[n++] = piece.start;
      text.append(piece.text);
      at = piece.end;
      rewritten[n] = text.length();
      original[n++] = at;
    }
    text.append(sql, at, part.end());
    return new RewrittenSql(text.toString(), rewritten, original);
  }
}
