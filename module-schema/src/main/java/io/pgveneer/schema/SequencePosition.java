package io.pgveneer.schema;

import java.math.BigInteger;

/// Where a sequence stands: what `setval` takes and what selecting from a sequence tells.
///
/// @param isCalled whether `lastValue` was handed out already
record SequencePosition(long lastValue, boolean isCalled) {
  private static final BigInteger SHARE = BigInteger.valueOf(16);

  /// What bounds a sequence's values.
  ///
  /// @param type of the column that takes them, as `format_type` prints it
  record Bounds(long increment, long min, long max, String type) {

    long limit() {
      return switch (type) {
        case "smallint" ->
            increment > 0 ? Math.min(max, Short.MAX_VALUE) : Math.max(min, Short.MIN_VALUE);
        case "integer" ->
            increment > 0 ? Math.min(max, Integer.MAX_VALUE) : Math.max(min, Integer.MIN_VALUE);
        default -> increment > 0 ? max : min;
      };
    }
  }

  /// As far ahead of this as production is not going to come while a preview lives, in whole steps;
  /// but never more than a sixteenth of what is left.
  ///
  /// @param headroom the distance wished for, in values; 0 stays here
  SequencePosition ahead(long headroom, Bounds bounds) {
    BigInteger left =
        BigInteger.valueOf(bounds.limit()).subtract(BigInteger.valueOf(lastValue)).abs();
    boolean exhausted =
        bounds.increment() > 0 ? lastValue >= bounds.limit() : lastValue <= bounds.limit();
    if (exhausted) {
      return this;
    }
    long distance = left.divide(SHARE).min(BigInteger.valueOf(headroom)).longValueExact();
    long whole = distance - distance % Math.abs(bounds.increment());
    return new SequencePosition(
        bounds.increment() > 0 ? lastValue + whole : lastValue - whole, isCalled);
  }

  /// Whether this is further than the other in the direction that the sequence goes.
  boolean isBeyond(SequencePosition other, long increment) {
    return increment > 0 ? lastValue > other.lastValue : lastValue < other.lastValue;
  }
}
