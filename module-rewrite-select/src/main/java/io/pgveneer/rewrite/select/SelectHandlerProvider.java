package io.pgveneer.rewrite.select;

import io.pgveneer.spi.StatementHandler;
import io.pgveneer.spi.StatementHandlerContext;
import io.pgveneer.spi.StatementHandlerProvider;
import io.pgveneer.sql.StatementClass;
import java.util.Set;

/// Opens the handler of statements that only read.
public final class SelectHandlerProvider implements StatementHandlerProvider {

  @Override
  public String name() {
    return SelectHandler.NAME;
  }

  @Override
  public int order() {
    return 300;
  }

  @Override
  public Set<StatementClass> classes() {
    return Set.of(
        StatementClass.QUERY,
        StatementClass.EXPLAIN,
        StatementClass.PREPARE,
        StatementClass.DECLARE,
        StatementClass.COPY);
  }

  @Override
  public StatementHandler open(StatementHandlerContext context) {
    return new SelectHandler(context.reads());
  }
}
