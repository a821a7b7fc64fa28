package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.api.Relation;
import io.pgveneer.spi.BlockOffer;
import io.pgveneer.spi.BlockRead;
import io.pgveneer.spi.ReadStrategy;
import io.pgveneer.sql.QueryBlock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A block over large relations in two parts, by the values of one column: what no row of the
/// preview's own plays a part for is computed by production alone; the rest, over merged rows.
public final class SplitStrategy implements ReadStrategy {
  /// Blocks that fetch fewer rows than these take are not looked at.
  private static final int QUESTIONS = 6;

  private final OfferCache cache = new OfferCache();

  /// For ServiceLoader.
  public SplitStrategy() {}

  @Override
  public String name() {
    return "split";
  }

  @Override
  public @Nullable BlockOffer block(BlockRead read) {
    return blockWithSubqueries(read);
  }

  @Override
  public @Nullable BlockOffer blockWithSubqueries(BlockRead read) {
    QueryBlock block = read.block();
    if (Estimates.isSmall(read, QUESTIONS) || block.from() == null || block.select() == null) {
      return null;
    }
    return cache.get(read, () -> offer(read));
  }

  private static @Nullable BlockOffer offer(BlockRead read) {
    try {
      SplitBlock block = SplitBlock.of(read);
      if (block.sources.stream().noneMatch(Source::isLayered)
          || !block.sources.stream().allMatch(SplitStrategy::isSplittable)
          || block.equalities.pinsARow()) {
        return null;
      }
      if (!block.aggregates()) {
        return ofRows(block);
      }
      BlockOffer whole = ofWholeGroups(block);
      return whole != null ? whole : ofPartsOfGroups(block);
    } catch (Unsupported _) {
      return null;
    }
  }

  private static boolean isSplittable(Source source) {
    Relation.Lower lower = source.lower();
    return lower.whole() != null
        && (!source.isLayered() || lower.merged() != null && lower.hidden() != null);
  }

  /// Pages of joins, and rows for which there are others or none.
  private static @Nullable BlockOffer ofRows(SplitBlock block) {
    QueryBlock read = block.read.block();
    boolean page = block.sources.size() > 1 && read.limit() != null && read.orderBy() != null;
    return page || !block.read.subqueries().isEmpty() ? ofResult(block, block.joined()) : null;
  }

  /// By a column that is grouped by: each group is computed in one of the parts.
  private static @Nullable BlockOffer ofWholeGroups(SplitBlock block) {
    return ofResult(block, block.groupColumns());
  }

  private static @Nullable BlockOffer ofResult(SplitBlock block, Set<ColumnUse> candidates) {
    SplitKey key = block.read.isResult() ? cheapest(block, candidates) : null;
    if (key == null) {
      return null;
    }
    SplitResult result = new SplitResult(block, key);
    return new BlockOffer(
        result.replacements(),
        cost(block, key),
        reason(block, key),
        Source.clean(block.sources),
        result.origins());
  }

  /// Each part groups for itself; the client's select list stands around both, as for push-down.
  private static @Nullable BlockOffer ofPartsOfGroups(SplitBlock block) {
    Set<ColumnUse> distinct = block.countedDistinct();
    boolean worth =
        !distinct.isEmpty()
            || !block.read.subqueries().isEmpty()
            || block.sources.stream().filter(Source::isLayered).count() > 1;
    SplitKey key = worth ? cheapest(block, distinct.isEmpty() ? block.joined() : distinct) : null;
    if (key == null || distinct.size() > 1) {
      return null;
    }
    SplitGroups groups = new SplitGroups(block, key);
    return new BlockOffer(
        groups.replacements(),
        cost(block, key) + groups(block, groups.query),
        reason(block, key),
        Source.clean(block.sources),
        groups.origins());
  }

  private static double groups(SplitBlock block, Query query) {
    return Estimates.isFree(block.read) ? 0 : Estimates.groups(query, Estimates.rows(block.read));
  }

  private static @Nullable SplitKey cheapest(SplitBlock block, Set<ColumnUse> candidates) {
    SplitKey best = null;
    double least = Double.POSITIVE_INFINITY;
    for (ColumnUse candidate : candidates) {
      SplitKey key =
          block.certain.contains(candidate.source())
              ? SplitKey.of(block.sources, block.equalities.found(), candidate)
              : null;
      double cost = key == null ? Double.POSITIVE_INFINITY : cost(block, key);
      if (cost < least) {
        best = key;
        least = cost;
      }
    }
    return best;
  }

  private static double cost(SplitBlock block, SplitKey key) {
    if (Estimates.isFree(block.read)) {
      return 0;
    }
    int foreign = block.sources.size();
    int questions = foreign * ((1 << foreign) - 1) + 3 * foreign + 2 * (foreign + key.lookups());
    return questions * block.read.question() + key.rows();
  }

  private static String reason(SplitBlock block, SplitKey key) {
    return "production computes it but for the values of "
        + block.sources.get(key.key.source()).correlation()
        + "."
        + key.key.column()
        + " that rows of the preview's own play a part for";
  }
}
