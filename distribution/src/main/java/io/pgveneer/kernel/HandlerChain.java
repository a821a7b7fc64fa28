package io.pgveneer.kernel;

import io.pgveneer.api.Plan;
import io.pgveneer.api.SqlError;
import io.pgveneer.spi.Decision;
import io.pgveneer.spi.StatementHandler;
import io.pgveneer.spi.StatementHandlerContext;
import io.pgveneer.spi.StatementHandlerProvider;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.sql.StatementClass;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One session's handlers, by the class of statement they answer for.
final class HandlerChain implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HandlerChain.class);

  private record Link(String name, StatementHandler handler) {}

  private final Map<StatementClass, List<Link>> byClass = new EnumMap<>(StatementClass.class);
  private final List<Link> all = new ArrayList<>();
  private final boolean readsNumbers;

  HandlerChain(List<StatementHandlerProvider> providers, StatementHandlerContext context) {
    readsNumbers = providers.stream().anyMatch(StatementHandlerProvider::readsNumbers);
    for (StatementHandlerProvider provider : providers) {
      Link link = new Link(provider.name(), provider.open(context));
      all.add(link);
      for (StatementClass kind : provider.classes()) {
        byClass.computeIfAbsent(kind, k -> new ArrayList<>()).add(link);
      }
    }
  }

  /// Whether an answer may depend on what the numbers in a statement are.
  boolean readsNumbers() {
    return readsNumbers;
  }

  /// The first handler's answer that is not *not mine*, or null.
  @Nullable Plan decide(StatementRequest request) {
    StatementClass kind = request.outline().kind();
    for (Link link : byClass.getOrDefault(kind, List.of())) {
      switch (ask(link, request)) {
        case Decision.Mine mine -> {
          return mine.plan();
        }
        case Decision.Refused refused -> {
          return Plan.refused(kind, link.name(), request.sql(), refused.error());
        }
        case Decision.NotMine notMine -> {}
      }
    }
    return null;
  }

  private static Decision ask(Link link, StatementRequest request) {
    try {
      return link.handler().decide(request);
    } catch (RuntimeException failure) {
      log.error("handler {} failed on a statement; it was refused", link.name(), failure);
      return new Decision.Refused(
          new SqlError(
              "XX000",
              "pgveneer: handler " + link.name() + " failed: " + failure,
              null,
              "This is a bug of pgveneer. The statement was not executed.",
              0));
    }
  }

  @Override
  public void close() {
    for (Link link : all) {
      link.handler().close();
    }
  }
}
