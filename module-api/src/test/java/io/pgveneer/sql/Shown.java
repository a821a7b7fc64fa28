package io.pgveneer.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Outlines as lines of text, for assertions.
final class Shown {
  private Shown() {}

  /// Each reference as `ROLE name alias`.
  static List<String> references(Outline outline) {
    return outline.references().stream()
        .map(
            reference ->
                reference.role()
                    + " "
                    + reference.name().in(outline.sql())
                    + (reference.alias() == null ? "" : " " + reference.alias()))
        .toList();
  }

  static List<String> references(String sql) {
    return references(known(sql));
  }

  /// The outline of a statement that must not be unknown.
  static Outline known(String sql) {
    Outline outline = Outlines.of(sql);
    if (outline.kind() == StatementClass.UNKNOWN) {
      throw new AssertionError(outline.problem() + ": " + sql);
    }
    return outline;
  }

  static @Nullable String text(Outline outline, @Nullable Extent extent) {
    return extent == null ? null : extent.in(outline.sql());
  }
}
