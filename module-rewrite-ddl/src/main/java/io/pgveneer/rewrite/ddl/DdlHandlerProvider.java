package io.pgveneer.rewrite.ddl;

import io.pgveneer.spi.StatementHandler;
import io.pgveneer.spi.StatementHandlerContext;
import io.pgveneer.spi.StatementHandlerProvider;
import io.pgveneer.sql.StatementClass;
import java.util.Set;

/// Opens the handler of statements that change the schema.
public final class DdlHandlerProvider implements StatementHandlerProvider {

  @Override
  public String name() {
    return DdlHandler.NAME;
  }

  @Override
  public int order() {
    return 500;
  }

  @Override
  public Set<StatementClass> classes() {
    return Set.of(StatementClass.DDL, StatementClass.CREATE_AS);
  }

  @Override
  public boolean readsNumbers() {
    return false;
  }

  @Override
  public StatementHandler open(StatementHandlerContext context) {
    return new DdlHandler(context.reads());
  }
}
