package io.pgveneer.equivalence.script;

import org.jspecify.annotations.Nullable;

/// What a case says about one of its steps.
///
/// @param unordered the order of rows is not fixed although there is an ORDER BY
/// @param anyRow which of several rows an error names is not fixed
/// @param blocks it waits for another session
/// @param known id of the known difference that it shows
/// @param refused SQLSTATE with which the preview alone refuses it; such a step is not run on the
///     copy
public record Marks(
    boolean unordered,
    boolean anyRow,
    boolean blocks,
    @Nullable String known,
    @Nullable String refused) {
  public static final Marks NONE = new Marks(false, false, false, null, null);

  public Marks withAnyRow() {
    return new Marks(unordered, true, blocks, known, refused);
  }

  public Marks withUnordered() {
    return new Marks(true, anyRow, blocks, known, refused);
  }

  public Marks withBlocks() {
    return new Marks(unordered, anyRow, true, known, refused);
  }

  Marks withKnown(String id) {
    return new Marks(unordered, anyRow, blocks, id, refused);
  }

  public Marks withRefused(String sqlState, String id) {
    return new Marks(unordered, anyRow, blocks, id, sqlState);
  }
}
