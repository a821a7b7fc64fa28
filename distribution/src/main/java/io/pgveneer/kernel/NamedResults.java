package io.pgveneer.kernel;

import io.pgveneer.api.ColumnOrigin;
import io.pgveneer.api.Plan;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.TokenList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the columns of cursors and of statements prepared in SQL come from, where the backend
/// names no table for them: FETCH and EXECUTE tell nothing but the name.
///
/// What is planned is remembered before it has run, for a FETCH in the same message is planned
/// then too. Without the cursor that fails.
final class NamedResults {
  private final Map<String, List<@Nullable ColumnOrigin>> cursors = new HashMap<>();
  private final Map<String, List<@Nullable ColumnOrigin>> prepared = new HashMap<>();

  /// A plan for DECLARE or PREPARE has been made, or has been run; others mean nothing here.
  void remember(Plan plan) {
    switch (plan.kind()) {
      case DECLARE -> remember(cursors, plan);
      case PREPARE -> remember(prepared, plan);
      default -> {}
    }
  }

  private static void remember(Map<String, List<@Nullable ColumnOrigin>> results, Plan plan) {
    TokenList tokens = TokenList.of(plan.main().text());
    if (plan.refusal() != null || !tokens.isName(1)) {
      return;
    }
    if (plan.origins().isEmpty()) {
      results.remove(tokens.name(1));
    } else {
      results.put(tokens.name(1), plan.origins());
    }
  }

  /// The same plan, with the origins of the rows that FETCH and EXECUTE give.
  Plan described(Outline outline, Plan plan) {
    List<@Nullable ColumnOrigin> known =
        switch (outline.kind()) {
          case CURSOR -> cursors.isEmpty() ? null : fetched(TokenList.of(outline.sql()));
          case EXECUTE -> prepared.isEmpty() ? null : executed(TokenList.of(outline.sql()));
          default -> null;
        };
    return known == null ? plan : plan.withOrigins(known);
  }

  /// The cursor's name is the last word.
  private @Nullable List<@Nullable ColumnOrigin> fetched(TokenList tokens) {
    int last = tokens.size() - 1;
    while (last > 0 && !tokens.isName(last)) {
      last--;
    }
    return last > 0 ? cursors.get(tokens.name(last)) : null;
  }

  private @Nullable List<@Nullable ColumnOrigin> executed(TokenList tokens) {
    return tokens.isName(1) ? prepared.get(tokens.name(1)) : null;
  }
}
