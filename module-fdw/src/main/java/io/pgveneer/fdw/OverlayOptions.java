package io.pgveneer.fdw;

/// How the overlay behaves.
///
/// @param ownKeys whether the sequences of the fresh database hand out keys that production will
///     not: such keys then need no lookup
/// @param copyLimit rows of the largest table of production that may be copied whole
public record OverlayOptions(boolean ownKeys, long copyLimit) {

  /// Every key is looked up in production; tables of up to a million rows may be copied.
  public static final OverlayOptions DEFAULT = new OverlayOptions(false, 1_000_000);
}
