package io.pgveneer.rewrite.ddl;

import io.pgveneer.api.Plan;
import io.pgveneer.api.Relation;
import io.pgveneer.api.SqlError;
import io.pgveneer.spi.Decision;
import io.pgveneer.spi.ReadRewriter;
import io.pgveneer.spi.StatementHandler;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.RewrittenSql;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.StatementClass;
import io.pgveneer.sql.TableReference;
import io.pgveneer.sql.TableReference.Role;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Runs DDL natively on upper: the database's event triggers make the overlay follow.
///
/// Queries that PostgreSQL stores (a policy's, a rule's, a materialized view's) would read upper
/// alone later, where no proxy sees them: these are refused. A view's is stored too, and read
/// through the proxy by expanding it.
final class DdlHandler implements StatementHandler {
  static final String NAME = "ddl";

  private final ReadRewriter reads;

  DdlHandler(ReadRewriter reads) {
    this.reads = reads;
  }

  @Override
  public Decision decide(StatementRequest request) {
    Outline outline = request.outline();
    String command = outline.command();
    if (outline.kind() == StatementClass.DDL) {
      return isView(command) || isRoutine(command) ? onUpper(request) : unlessStored(request);
    }
    if (outline.kind() != StatementClass.CREATE_AS) {
      return new Decision.NotMine();
    }
    if (command.startsWith("REFRESH")) {
      return new Decision.Refused(
          SqlError.unsupported(command, "It would read the fresh database alone."));
    }
    return command.contains("MATERIALIZED") ? unlessStored(request) : createAs(request);
  }

  private static boolean isView(String command) {
    return command.endsWith("VIEW") && !command.contains("MATERIALIZED");
  }

  /// Bodies of routines are planned by the kernel before this handler is asked.
  private static boolean isRoutine(String command) {
    return command.endsWith("FUNCTION") || command.endsWith("PROCEDURE");
  }

  private Decision createAs(StatementRequest request) {
    Splice splice = new Splice(request.sql());
    ReadRewriter.Result result = reads.rewrite(request, reference -> true, splice, null);
    if (!result.fromUpper().isEmpty()) {
      return new Decision.NotMine();
    }
    return result.error() == null
        ? mine(request, splice.apply())
        : new Decision.Refused(result.error());
  }

  private static Decision unlessStored(StatementRequest request) {
    Relation read = federatedRead(request);
    return read == null
        ? onUpper(request)
        : new Decision.Refused(
            SqlError.unsupported(
                request.outline().command() + " with a query over \"" + read.name() + "\"",
                "PostgreSQL would run the stored query on the fresh database alone."));
  }

  private static @Nullable Relation federatedRead(StatementRequest request) {
    for (TableReference reference : request.outline().references()) {
      Relation relation = request.schema().resolve(reference);
      if (relation != null && reference.role() == Role.FROM && isFederated(relation)) {
        return relation;
      }
    }
    return null;
  }

  private static boolean isFederated(Relation relation) {
    Relation.Lower lower = relation.lower();
    return lower != null && !lower.opaque() && !lower.bases().isEmpty();
  }

  private static Decision onUpper(StatementRequest request) {
    return mine(request, RewrittenSql.unchanged(request.sql()));
  }

  private static Decision mine(StatementRequest request, RewrittenSql main) {
    return new Decision.Mine(
        new Plan(request.outline().kind(), NAME, List.of(), main, List.of(), true, Set.of(), null));
  }
}
