package io.pgveneer.kernel;

import io.pgveneer.api.Plan;
import io.pgveneer.spi.ReadChoice;
import java.util.List;

/// How a statement would be carried out, without carrying it out.
///
/// @param reads how each federated relation that it reads is read, in order of offset
/// @param remote what PostgreSQL would send to production for the plan's main text; empty for a
///     statement that it does not explain
/// @param rows the rows that it expects as the result; -1 where it does not explain the statement
public record Explanation(Plan plan, List<ReadChoice> reads, List<Remote> remote, double rows) {

  /// A query that goes to production.
  ///
  /// @param relations what it is about, in the words of EXPLAIN
  /// @param rows that production is expected to send
  public record Remote(String relations, String sql, double rows) {}
}
