package io.pgveneer.spi;

import io.pgveneer.api.SqlError;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.TableReference;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Turns the references that a statement reads into merged relations.
///
/// Provided as a service by the module that knows how to read; used by all handlers, since INSERT …
/// SELECT, UPDATE … FROM and CREATE TABLE AS read too.
public interface ReadRewriter {

  /// Adds to `splice` what replaces each federated reference with role FROM that `which` accepts.
  ///
  /// @param assumedClean gets the OID of every relation that the result reads as clean; null
  ///     forbids that
  /// @return why the statement cannot be read correctly, or null
  @Nullable SqlError rewrite(
      StatementRequest request,
      Predicate<TableReference> which,
      Splice splice,
      @Nullable Set<Long> assumedClean);
}
