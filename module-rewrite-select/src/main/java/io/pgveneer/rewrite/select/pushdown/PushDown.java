package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.spi.BlockOffer;
import io.pgveneer.spi.BlockRead;
import io.pgveneer.spi.ReadStrategy;
import io.pgveneer.spi.TableOffer;
import io.pgveneer.spi.TableRead;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.TokenList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Aggregates over large relations with rows of the preview's own: each layer computes its part.
public final class PushDown implements ReadStrategy {
  private static final Logger log = LoggerFactory.getLogger(PushDown.class);

  /// Relations of fewer rows are not worth the loading of Calcite.
  private static final double LARGE = 3000;

  /// Blocks that fetch fewer rows than these take are not looked at.
  private static final int QUESTIONS = 2;

  /// What a masked key costs that goes along with each lower arm.
  private static final double MASKED_KEY = 0.5;

  /// More arms than of three layered relations are not worth it.
  private static final int MOST_LAYERED = 3;

  private final OfferCache cache = new OfferCache();

  /// Whether Calcite's classes are there. They take a second to load and a tenth of the proxy's
  /// memory, which is spent at the first read of a large relation with rows of the preview's own.
  private final CompletableFuture<Boolean> usable = new CompletableFuture<>();

  private final AtomicBoolean asked = new AtomicBoolean();

  /// For ServiceLoader.
  public PushDown() {}

  private void load() {
    if (asked.compareAndSet(false, true)) {
      Thread thread = new Thread(this::warmUp, "pgveneer-pushdown");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void warmUp() {
    try {
      WarmUp.run();
      usable.complete(true);
    } catch (RuntimeException | LinkageError e) {
      log.error("push-down is off: Apache Calcite cannot be used", e);
      usable.complete(false);
    }
  }

  @Override
  public void prepare() {
    load();
    usable.join();
  }

  @Override
  public String name() {
    return "push-down";
  }

  @Override
  public @Nullable TableOffer table(TableRead read) {
    if (read.lower().rows() >= LARGE && !read.isClean()) {
      load();
    }
    return null;
  }

  @Override
  public @Nullable BlockOffer block(BlockRead read) {
    QueryBlock block = read.block();
    if (Estimates.isSmall(read, QUESTIONS) || block.from() == null || block.select() == null) {
      return null;
    }
    if (Estimates.isFree(read)) {
      prepare();
    }
    return usable.getNow(false) ? cache.get(read, () -> offer(read)) : null;
  }

  private @Nullable BlockOffer offer(BlockRead read) {
    try {
      List<Source> sources = BlockReader.sources(read);
      int layered = (int) sources.stream().filter(Source::isLayered).count();
      if (layered == 0 || layered > MOST_LAYERED) {
        return null;
      }
      Walker walker = new Walker(TokenList.of(read.request().sql()), sources);
      Query query = BlockReader.query(read, walker, sources);
      Equalities equalities = Equalities.of(query);
      Outer outer = new Outer(read.request().sql(), read.block(), walker, query);
      outer.read();
      if (equalities.pinsARow() || query.groups.isEmpty() && query.partials.isEmpty()) {
        return null;
      }
      double cost = cost(read, query, layered);
      if (!Estimates.isFree(read) && equalities.rows() + read.question() < cost) {
        return null;
      }
      String arms = new Algebra(query, equalities.found()).arms();
      return new BlockOffer(
          outer.around(arms),
          cost,
          "computed where the rows are, in " + (1 << layered) + " arms",
          Source.clean(sources),
          outer.origins());
    } catch (Unsupported _) {
      return null;
    }
  }

  private static double cost(BlockRead read, Query query, int layered) {
    if (Estimates.isFree(read)) {
      return Double.MIN_VALUE;
    }
    double masked = 0;
    for (Source source : query.sources) {
      masked += source.isLayered() ? source.lower().masked() : 0;
    }
    return questions(layered, query.sources.size() - layered) * read.question()
        + Estimates.groups(query, Estimates.rows(read))
        + masked * MASKED_KEY;
  }

  /// PostgreSQL asks production what each join would cost, of some of an arm's foreign tables, in
  /// several orders. Measured with two to four of them.
  private static double questions(int layered, int whole) {
    double questions = 0;
    for (int arm = 0; arm < 1 << layered; arm++) {
      int foreign = whole + Integer.bitCount(arm);
      questions += foreign * ((1 << foreign) - 1);
    }
    return questions;
  }
}
