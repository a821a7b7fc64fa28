package io.pgveneer.api;

import java.util.List;

/// A statement of ours that the front door runs unseen, in the transaction of the client's own.
///
/// @param sql one statement; its `$1`, `$2`, … are numbered afresh
/// @param parameters for each `$n` of `sql`, the number of the client's parameter that it takes
public record Step(String sql, List<Integer> parameters) {

  public static Step of(String sql) {
    return new Step(sql, List.of());
  }
}
