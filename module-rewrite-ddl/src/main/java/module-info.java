import io.pgveneer.rewrite.ddl.DdlHandlerProvider;
import io.pgveneer.rewrite.ddl.GuardProvider;
import io.pgveneer.spi.StatementHandlerProvider;

/// Statements that change the schema, and those that must not.
@org.jspecify.annotations.NullMarked
module io.pgveneer.rewrite.ddl {
  requires static org.jspecify;
  requires io.pgveneer.api;

  provides StatementHandlerProvider with
      DdlHandlerProvider,
      GuardProvider;
}
