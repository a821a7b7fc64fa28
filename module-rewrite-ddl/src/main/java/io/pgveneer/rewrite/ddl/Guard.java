package io.pgveneer.rewrite.ddl;

import io.pgveneer.api.SqlError;
import io.pgveneer.spi.Decision;
import io.pgveneer.spi.StatementHandler;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.StatementClass;
import io.pgveneer.sql.TableReference;
import io.pgveneer.sql.TokenList;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Answers statements that name the overlay's schemas or server as if these did not exist.
final class Guard implements StatementHandler {
  static final String NAME = "guard";

  private static final Set<String> SCHEMAS =
      Set.of("pgveneer", "pgveneer_lower", "pgveneer_overlay", "pgveneer_catalog");
  private static final String SERVER = "prod_server";

  @Override
  public Decision decide(StatementRequest request) {
    String sql = request.sql().toLowerCase(Locale.ROOT);
    if (!sql.contains("pgveneer") && !sql.contains(SERVER)) {
      return new Decision.NotMine();
    }
    SqlError error = relation(request.outline());
    if (error == null) {
      error = name(request.outline());
    }
    return error == null ? new Decision.NotMine() : new Decision.Refused(error);
  }

  private static @Nullable SqlError relation(Outline outline) {
    for (TableReference reference : outline.references()) {
      String schema = reference.schema();
      if (schema != null && SCHEMAS.contains(schema)) {
        boolean made = reference.role() == TableReference.Role.INTO;
        String name = schema + "." + reference.relation();
        int position = reference.name().start() + 1;
        return made
            ? schemaMissing(schema, position)
            : new SqlError(
                "42P01", "relation \"" + name + "\" does not exist", null, null, position);
      }
    }
    return null;
  }

  private static @Nullable SqlError name(Outline outline) {
    TokenList tokens = TokenList.of(outline.sql());
    for (int i = 0; i < tokens.size(); i++) {
      if (!tokens.isName(i)) {
        continue;
      }
      String name = tokens.name(i);
      boolean qualifies = tokens.is(i + 1, ".") && !tokens.is(i - 1, ".");
      boolean named = outline.kind() == StatementClass.DDL || tokens.is(i - 1, "schema");
      if (SCHEMAS.contains(name) && (named || qualifies && !isCorrelation(outline, name))) {
        return schemaMissing(name, tokens.start(i) + 1);
      }
      if (name.equals(SERVER) && (tokens.is(i - 1, "server") || tokens.is(i - 1, "exists"))) {
        return new SqlError("42704", "server \"" + name + "\" does not exist", null, null, 0);
      }
    }
    return null;
  }

  private static boolean isCorrelation(Outline outline, String name) {
    return outline.references().stream().anyMatch(r -> r.correlation().equals(name))
        || outline.commonTables().stream().anyMatch(r -> r.correlation().equals(name));
  }

  private static SqlError schemaMissing(String schema, int position) {
    return new SqlError("3F000", "schema \"" + schema + "\" does not exist", null, null, position);
  }
}
