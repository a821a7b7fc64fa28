package io.pgveneer.rewrite.ddl;

import io.pgveneer.spi.StatementHandler;
import io.pgveneer.spi.StatementHandlerContext;
import io.pgveneer.spi.StatementHandlerProvider;
import io.pgveneer.sql.StatementClass;
import java.util.EnumSet;
import java.util.Set;

/// Opens the handler that keeps statements from naming the overlay's own objects; asked first.
public final class GuardProvider implements StatementHandlerProvider {

  /// For ServiceLoader.
  public GuardProvider() {}

  @Override
  public String name() {
    return Guard.NAME;
  }

  @Override
  public int order() {
    return 100;
  }

  @Override
  public Set<StatementClass> classes() {
    return EnumSet.allOf(StatementClass.class);
  }

  @Override
  public boolean readsNumbers() {
    return false;
  }

  @Override
  public StatementHandler open(StatementHandlerContext context) {
    return new Guard();
  }
}
