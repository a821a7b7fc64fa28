package io.pgveneer.rewrite.dml;

import io.pgveneer.spi.StatementHandler;
import io.pgveneer.spi.StatementHandlerContext;
import io.pgveneer.spi.StatementHandlerProvider;
import io.pgveneer.sql.StatementClass;
import java.util.Set;

/// Opens the handler of statements that change rows.
public final class WriteHandlerProvider implements StatementHandlerProvider {

  @Override
  public String name() {
    return WriteHandler.NAME;
  }

  @Override
  public int order() {
    return 450;
  }

  @Override
  public Set<StatementClass> classes() {
    return Set.of(
        StatementClass.QUERY,
        StatementClass.INSERT,
        StatementClass.UPDATE,
        StatementClass.DELETE,
        StatementClass.MERGE,
        StatementClass.COPY,
        StatementClass.TRUNCATE,
        StatementClass.LOCK,
        StatementClass.EXPLAIN,
        StatementClass.PREPARE,
        StatementClass.DECLARE,
        StatementClass.CREATE_AS);
  }

  @Override
  public boolean readsNumbers() {
    return false;
  }

  @Override
  public StatementHandler open(StatementHandlerContext context) {
    return new WriteHandler(context.reads());
  }
}
