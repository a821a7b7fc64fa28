package io.pgveneer.benchmarks.writes;

import java.util.Locale;

/// One measurement.
///
/// @param copy median in milliseconds on the copy
/// @param preview median in milliseconds through the proxy
/// @param budget how many times as long the preview may take; 0 for none
/// @param scans remote queries that production answered, a run
/// @param others other statements that it was sent, a run: transactions, fetches, estimates
record Line(String what, double copy, double preview, double budget, double scans, double others) {
  static final String HEAD =
      """
      | what | copy, ms | preview, ms | ratio | budget | remote queries | other statements |
      |---|---|---|---|---|---|---|""";

  @Override
  public String toString() {
    double ratio = preview / copy;
    return String.format(
        Locale.ROOT,
        "| %s | %.2f | %.2f | %.2f | %s | %.1f | %.1f |",
        what,
        copy,
        preview,
        ratio,
        budget == 0
            ? ""
            : String.format(Locale.ROOT, "%.1f%s", budget, ratio > budget ? " missed" : ""),
        scans,
        others);
  }
}
