package io.pgveneer.rewrite.select;

import io.pgveneer.spi.StatementHandler;
import io.pgveneer.spi.StatementHandlerContext;
import io.pgveneer.spi.StatementHandlerProvider;
import io.pgveneer.sql.StatementClass;
import java.util.EnumSet;
import java.util.Set;

/// Statements that only read, in whatever wrapping.
public final class SelectHandlerProvider implements StatementHandlerProvider {

  /// For ServiceLoader.
  public SelectHandlerProvider() {}

  @Override
  public String name() {
    return "select";
  }

  @Override
  public int order() {
    return 400;
  }

  @Override
  public Set<StatementClass> classes() {
    return EnumSet.of(
        StatementClass.QUERY,
        StatementClass.DECLARE,
        StatementClass.EXPLAIN,
        StatementClass.PREPARE,
        StatementClass.COPY);
  }

  @Override
  public boolean readsNumbers() {
    return false;
  }

  @Override
  public StatementHandler open(StatementHandlerContext context) {
    return new SelectHandler(name(), context.reads());
  }
}
