package io.pgveneer.kernel;

import io.pgveneer.api.PgveneerException;
import io.pgveneer.api.SqlError;
import io.pgveneer.spi.ReadRewriter;
import io.pgveneer.spi.ReadStrategy;
import io.pgveneer.spi.StatementHandlerContext;
import io.pgveneer.spi.StatementHandlerProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The statement handlers that were found, in the order in which they are asked.
public final class HandlerRegistry {
  private static final Logger log = LoggerFactory.getLogger(HandlerRegistry.class);

  private final List<StatementHandlerProvider> providers;
  private final ReadRewriter reads;

  private HandlerRegistry(List<StatementHandlerProvider> providers, ReadRewriter reads) {
    this.providers = providers;
    this.reads = reads;
  }

  /// Finds the providers of the module path and of each layer of plugins.
  ///
  /// @param question as [io.pgveneer.spi.BlockRead#question()]
  ///
  /// Errors: PgveneerException where two providers have one name or one order, or nothing provides
  /// reading.
  public static HandlerRegistry load(List<ModuleLayer> plugins, double question) {
    List<StatementHandlerProvider> found = new ArrayList<>();
    ServiceLoader.load(StatementHandlerProvider.class).forEach(found::add);
    List<ReadStrategy> strategies = new ArrayList<>();
    for (ModuleLayer layer : plugins) {
      addOwn(layer, ServiceLoader.load(layer, StatementHandlerProvider.class), found);
      addOwn(layer, ServiceLoader.load(layer, ReadStrategy.class), strategies);
    }
    ReadRewriter reads =
        ServiceLoader.load(ReadRewriter.class)
            .findFirst()
            .orElseThrow(() -> broken("no module provides " + ReadRewriter.class.getName()));
    return of(found, reads.with(strategies, question));
  }

  /// A layer's look-up returns its parents' providers too.
  private static <T> void addOwn(ModuleLayer layer, ServiceLoader<T> services, List<T> found) {
    services.stream()
        .filter(service -> service.type().getModule().getLayer() == layer)
        .map(ServiceLoader.Provider::get)
        .forEach(found::add);
  }

  /// As [#load], with these providers.
  static HandlerRegistry of(List<StatementHandlerProvider> found, ReadRewriter reads) {
    List<StatementHandlerProvider> ordered = new ArrayList<>(found);
    ordered.sort(Comparator.comparingInt(StatementHandlerProvider::order));
    for (int i = 0; i < ordered.size(); i++) {
      StatementHandlerProvider provider = ordered.get(i);
      for (StatementHandlerProvider earlier : ordered.subList(0, i)) {
        if (earlier.name().equals(provider.name())) {
          throw broken("two statement handlers are named " + provider.name());
        }
        if (earlier.order() == provider.order()) {
          throw broken(
              "statement handlers "
                  + earlier.name()
                  + " and "
                  + provider.name()
                  + " both have order "
                  + provider.order());
        }
      }
      Module module = provider.getClass().getModule();
      log.info(
          "handler {} (order {}, module {}, version {})",
          provider.name(),
          provider.order(),
          module.getName(),
          version(module));
    }
    return new HandlerRegistry(List.copyOf(ordered), reads);
  }

  public List<StatementHandlerProvider> providers() {
    return providers;
  }

  /// Waits until all can be asked.
  void prepare() {
    reads.prepare();
  }

  /// Opens the chain for one session.
  HandlerChain open() {
    return open(reads);
  }

  /// As [#open()], with another way to read.
  HandlerChain open(ReadRewriter other) {
    StatementHandlerContext context = () -> other;
    return new HandlerChain(providers, context);
  }

  ReadRewriter reads() {
    return reads;
  }

  private static String version(Module module) {
    return module.getDescriptor() == null
        ? "none"
        : module.getDescriptor().rawVersion().orElse("none");
  }

  private static PgveneerException broken(String message) {
    return new PgveneerException(
        PgveneerException.Category.USER, new SqlError("F0000", message, null, null, 0));
  }
}
