package io.pgveneer.rewrite.select;

import io.pgveneer.api.Column;
import io.pgveneer.api.Identifiers;
import io.pgveneer.api.Relation;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.TableReference;
import io.pgveneer.sql.TableReference.Role;
import io.pgveneer.sql.TokenList;
import java.util.stream.Collectors;

/// `COPY t (columns) TO …` becomes `COPY (SELECT columns FROM merged) TO …`.
final class CopyTable {
  private CopyTable() {}

  static boolean isTableCopy(Outline outline) {
    return outline.blocks().isEmpty() && outline.references().size() == 1;
  }

  static void rewrite(StatementRequest request, Splice splice) {
    TableReference reference = request.outline().references().getFirst();
    Relation relation = request.schema().resolve(reference);
    if (relation == null || relation.lower() == null || relation.lower().opaque()) {
      return;
    }
    boolean view = relation.kind() == 'v' && !relation.lower().bases().isEmpty();
    if (reference.role() != Role.FROM || relation.kind() == 'p' || view) {
      // COPY of a partitioned table or a view is PostgreSQL's to refuse.
      return;
    }
    String sql = request.sql();
    TokenList tokens = TokenList.of(sql);
    int next = tokens.at(reference.whole().end());
    String columns;
    int end = reference.whole().end();
    if (tokens.is(next, "(")) {
      int close = tokens.partner(next);
      columns = sql.substring(tokens.end(next), tokens.start(close));
      end = tokens.end(close);
    } else {
      columns =
          relation.columns().stream()
              .filter(column -> !column.generated())
              .map(Column::name)
              .map(Identifiers::quote)
              .collect(Collectors.joining(", "));
    }
    splice.replace(
        new Extent(reference.whole().start(), end),
        "(SELECT " + columns + " FROM " + relation.lower().merged() + ")");
  }
}
