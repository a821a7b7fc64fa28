package io.pgveneer.testkit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Hands out the JVM's shared [PostgresqlServer]s, and new empty [Database]s in them, as
/// parameters.
public final class PostgresqlExtension implements ParameterResolver {

  /// For `@ExtendWith`.
  public PostgresqlExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == PostgresqlServer.class || type == Database.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    int major = parameter.findAnnotation(Major.class).map(Major::value).orElseGet(Majors::newest);
    PostgresqlServer server = Postgresql.major(major);
    return parameter.getParameter().getType() == Database.class ? server.createDatabase() : server;
  }
}
