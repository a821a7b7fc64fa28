package io.pgveneer.spi;

import org.jspecify.annotations.Nullable;

/// One way to read federated relations.
///
/// Found by `ServiceLoader`. Whatever a statement reads is offered to all strategies; the cheapest
/// offer is taken. Of two for one cost, the first by name is.
///
/// Guarantees:
/// 1. One instance serves all sessions, from several threads at once.
/// 2. [#table] is asked for each relation that a statement reads; [#block] then for each query
///    block whose relations are all federated or of the preview's own, with the offers that were
///    cheapest for them; [#blockWithSubqueries] in its place where there are queries inside the
///    block.
/// 3. An offer gives exactly the rows that the relations have on a full copy, or is not made.
/// 4. Asking must not block.
public interface ReadStrategy {

  /// Unique name, for logs and `explain`.
  String name();

  /// Finishes what the strategy would else get ready while it serves, so that `explain` tells what
  /// a session sees in the long run. May block; sessions do not wait for it.
  default void prepare() {}

  /// How one relation can be read, or null where this strategy does not apply.
  default @Nullable TableOffer table(TableRead read) {
    return null;
  }

  /// How a whole query block can be read, or null where this strategy does not apply.
  default @Nullable BlockOffer block(BlockRead read) {
    return null;
  }

  /// How a whole query block can be read with the queries inside it, or null where this strategy
  /// does not apply. In those that postgres_fdw may make semi-joins of, each condition can be
  /// shipped.
  default @Nullable BlockOffer blockWithSubqueries(BlockRead read) {
    return null;
  }
}
