package io.pgveneer.equivalence;

import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Result;
import org.jooq.exception.DataAccessException;

/// Tells what came of statements.
record JooqTold(Told told, DSLContext db) {
  void attempt(String what, Function<DSLContext, Object> work) {
    try {
      Object result = work.apply(db);
      told.line(what, result instanceof Result<?> rows ? rows.formatCSV() : result);
    } catch (DataAccessException e) {
      told.line(what, e.getClass().getSimpleName() + " " + e.sqlState() + " " + e.getMessage());
    }
  }

  void each(String what, Consumer<DSLContext> work) {
    attempt(
        what,
        context -> {
          work.accept(context);
          return "done";
        });
  }
}
