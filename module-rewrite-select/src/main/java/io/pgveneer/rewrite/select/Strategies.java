package io.pgveneer.rewrite.select;

import io.pgveneer.api.PgveneerException;
import io.pgveneer.api.SqlError;
import io.pgveneer.spi.BlockOffer;
import io.pgveneer.spi.BlockRead;
import io.pgveneer.spi.ReadStrategy;
import io.pgveneer.spi.TableOffer;
import io.pgveneer.spi.TableRead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The strategies that were found, asked for the cheapest way.
final class Strategies {
  private final List<ReadStrategy> all;

  private Strategies(List<ReadStrategy> all) {
    this.all = all;
  }

  /// A strategy's offer.
  record Chosen<T>(String strategy, T offer) {}

  /// Those of the module path. On a class path, where no module declares any, the two that reading
  /// cannot do without.
  static Strategies load() {
    List<ReadStrategy> found =
        ServiceLoader.load(ReadStrategy.class).stream().map(ServiceLoader.Provider::get).toList();
    Stream<ReadStrategy> own =
        Stream.of(new CleanStrategy(), new MergeStrategy())
            .filter(strategy -> found.stream().noneMatch(strategy.getClass()::isInstance));
    return new Strategies(List.of()).with(Stream.concat(found.stream(), own).toList());
  }

  /// Errors: PgveneerException where two have one name.
  Strategies with(List<ReadStrategy> more) {
    List<ReadStrategy> both = new ArrayList<>(all);
    both.addAll(more);
    both.sort(Comparator.comparing(ReadStrategy::name));
    for (int i = 1; i < both.size(); i++) {
      String name = both.get(i).name();
      if (name.equals(both.get(i - 1).name())) {
        throw new PgveneerException(
            PgveneerException.Category.USER,
            new SqlError("F0000", "two read strategies are named " + name, null, null, 0));
      }
    }
    return new Strategies(List.copyOf(both));
  }

  void prepare() {
    all.forEach(ReadStrategy::prepare);
  }

  @Nullable Chosen<TableOffer> table(TableRead read) {
    Chosen<TableOffer> best = null;
    for (ReadStrategy strategy : all) {
      TableOffer offer = strategy.table(read);
      if (offer != null && (best == null || offer.cost() < best.offer.cost())) {
        best = new Chosen<>(strategy.name(), offer);
      }
    }
    return best;
  }

  /// The cheapest offer for a block, where it is cheaper than reading its relations one by one.
  @Nullable Chosen<BlockOffer> block(BlockRead read) {
    double cost = 0;
    for (BlockRead.BlockTable table : read.allTables()) {
      cost += table.cost();
    }
    Chosen<BlockOffer> best = null;
    for (ReadStrategy strategy : all) {
      BlockOffer offer =
          read.subqueries().isEmpty() ? strategy.block(read) : strategy.blockWithSubqueries(read);
      if (offer != null && offer.cost() < cost) {
        best = new Chosen<>(strategy.name(), offer);
        cost = offer.cost();
      }
    }
    return best;
  }
}
