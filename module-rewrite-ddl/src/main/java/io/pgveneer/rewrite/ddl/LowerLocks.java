package io.pgveneer.rewrite.ddl;

import io.pgveneer.api.Relation;
import io.pgveneer.api.Step;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.TableReference;
import io.pgveneer.sql.TokenList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Who defines a table anew waits for its readers first, and then for its writers, as on a copy: a
/// reader of an unchanged table holds a lock on its lower side alone, and could not write any more
/// while the definition, in possession of upper, waits for that lock.
final class LowerLocks {
  /// Words of those forms of ALTER TABLE that let readers go on, or that want no transaction.
  private static final Set<String> LET_READ =
      Set.of(
          "validate",
          "statistics",
          "cluster",
          "foreign",
          "references",
          "trigger",
          "attach",
          "detach",
          "concurrently",
          "fillfactor");

  private LowerLocks() {}

  static List<Step> before(StatementRequest request) {
    Outline outline = request.outline();
    boolean alters = outline.command().equals("ALTER TABLE");
    if (!alters && !outline.command().equals("DROP TABLE") || alters && letsRead(outline.sql())) {
      return List.of();
    }
    Set<Long> tables = new TreeSet<>();
    for (TableReference reference : outline.references()) {
      Relation relation = request.schema().resolve(reference);
      if (relation != null && relation.isFederated() && relation.kind() != 'v') {
        tables.add(relation.oid());
      }
    }
    return tables.isEmpty()
        ? List.of()
        : List.of(
            Step.of(
                tables.stream()
                    .map(String::valueOf)
                    .collect(
                        Collectors.joining(
                            ",", "SELECT pgveneer.keep_readers_out('{", "}', 'define', false)"))));
  }

  private static boolean letsRead(String sql) {
    TokenList tokens = TokenList.of(sql);
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.isName(i) && !tokens.isQuoted(i) && LET_READ.contains(tokens.name(i))) {
        return true;
      }
    }
    return false;
  }
}
