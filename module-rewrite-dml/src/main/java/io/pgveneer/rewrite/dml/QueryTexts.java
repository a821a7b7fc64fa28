package io.pgveneer.rewrite.dml;

import io.pgveneer.api.Step;
import io.pgveneer.spi.QueryCall;
import io.pgveneer.sql.TokenList;
import java.util.List;
import java.util.stream.Collectors;

/// Copies up whole, before a statement, the relations that its [QueryCall]s read: they do it in the
/// statement's snapshot, as it is.
final class QueryTexts {
  private QueryTexts() {}

  /// Errors: Refused where an argument depends on more than parameters.
  static List<Step> steps(String sql) {
    return QueryCall.in(sql).stream().map(call -> step(sql, call)).toList();
  }

  private static Step step(String sql, QueryCall call) {
    if (!call.arguments().stream().allMatch(argument -> isKnown(TokenList.of(sql, argument)))) {
      throw Refused.because(
          "an argument of " + call.function() + " that is neither constant nor a parameter",
          "Give it the text itself.");
    }
    String texts =
        call.arguments().stream()
            .map(argument -> "CAST(" + argument.in(sql) + " AS text)")
            .collect(Collectors.joining(", "));
    return Step.numbered(
        "SELECT pgveneer.dynamic_sql(concat_ws(' ', 'SELECT', "
            + texts
            + "), NOT current_setting('transaction_read_only')::bool)");
  }

  /// Whether names stand for types alone.
  private static boolean isKnown(TokenList argument) {
    for (int i = 0; i < argument.size(); i++) {
      if (argument.isName(i) && !argument.is(i - 1, "::")) {
        return false;
      }
    }
    return true;
  }
}
