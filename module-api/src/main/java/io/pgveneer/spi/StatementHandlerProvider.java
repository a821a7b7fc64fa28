package io.pgveneer.spi;

import io.pgveneer.sql.StatementClass;
import java.util.Set;

/// Finds its way into the kernel by `ServiceLoader` and opens a handler for each client session.
///
/// Guarantees:
/// 1. One provider lives as long as the kernel; [#open] is called once for each session.
/// 2. Handlers are asked in ascending [#order]; two providers with one name or one order stop
/// start-up.
/// 3. A handler is asked only about statements whose class [#classes] names.
/// 4. All calls of one handler come from one thread, [StatementHandler#close] last.
public interface StatementHandlerProvider {

  /// Unique name, for logs and `explain`.
  String name();

  /// Place in the chain, lower first. Built-in handlers use 100 to 900.
  int order();

  /// The classes of statements that its handlers are asked about.
  Set<StatementClass> classes();

  /// Whether its handlers' answers may depend on what the numbers in a statement are. Where no
  /// provider's do, a statement that needed nothing done is not asked about again for other
  /// numbers.
  default boolean readsNumbers() {
    return true;
  }

  StatementHandler open(StatementHandlerContext context);
}
