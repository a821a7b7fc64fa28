package io.pgveneer.spi;

import io.pgveneer.api.ColumnOrigin;
import io.pgveneer.api.SqlError;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.TableReference;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Turns the references that a statement reads into merged relations.
///
/// Provided as a service by the module that knows how to read; used by all handlers, since INSERT …
/// SELECT, UPDATE … FROM and CREATE TABLE AS read too.
public interface ReadRewriter {

  /// As [ReadStrategy#prepare], for all of its strategies.
  default void prepare() {}

  /// Adds to `splice` what replaces each federated reference with role FROM that `which` accepts.
  ///
  /// @param assumedClean gets the OID of every relation that the result reads as clean; null
  ///     forbids that
  Result rewrite(
      StatementRequest request,
      Predicate<TableReference> which,
      Splice splice,
      @Nullable Set<Long> assumedClean);

  /// What a rewriting left undone.
  ///
  /// @param error why the statement cannot be read correctly, or null
  /// @param fromUpper references that only the upper table itself can serve, once the rows that
  ///     they need have been copied up: those with system columns, samples, views without a twin.
  ///     The splice is of use only where there are none
  /// @param choices how each relation is read, in order of offset
  /// @param origins of the columns of the statement's result, as [io.pgveneer.api.Plan#origins()]
  record Result(
      @Nullable SqlError error,
      Set<TableReference> fromUpper,
      List<ReadChoice> choices,
      List<@Nullable ColumnOrigin> origins) {}

  /// This rewriter with the strategies of plugins beside its own.
  ///
  /// @param question as [BlockRead#question()]
  default ReadRewriter with(List<ReadStrategy> more, double question) {
    return this;
  }
}
