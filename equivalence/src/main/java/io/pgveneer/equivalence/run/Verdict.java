package io.pgveneer.equivalence.run;

/// How a step's two answers compare.
public enum Verdict {
  SAME,
  /// The copy gave an error too.
  SAME_ERROR,
  /// Differs in what PostgreSQL does not fix, such as which of two violated constraints is named.
  LOOSELY_SAME,
  /// The preview refused it; the copy was not asked.
  REFUSED,
  /// Both wait for another session.
  BLOCKED,
  /// The preview's answer broke off, by a fault; the copy was not asked.
  BROKEN,
  DIFFERENT
}
