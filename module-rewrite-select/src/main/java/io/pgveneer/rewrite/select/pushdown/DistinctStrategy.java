package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.spi.BlockOffer;
import io.pgveneer.spi.BlockRead;
import io.pgveneer.spi.ReadStrategy;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.Replacement;
import io.pgveneer.sql.TokenList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// DISTINCT over clean relations, which postgres_fdw does not send to production, as GROUP BY,
/// which it does. Of relations with rows of the preview's own [PushDown] makes groups.
public final class DistinctStrategy implements ReadStrategy {
  private final OfferCache cache = new OfferCache();

  /// For ServiceLoader.
  public DistinctStrategy() {}

  @Override
  public String name() {
    return "distinct";
  }

  @Override
  public @Nullable BlockOffer block(BlockRead read) {
    QueryBlock block = read.block();
    if (block.distinct() == null
        || block.from() == null
        || block.select() == null
        || Estimates.isSmall(read, 1)) {
      return null;
    }
    return cache.get(read, () -> offer(read));
  }

  private static @Nullable BlockOffer offer(BlockRead read) {
    try {
      return grouped(read);
    } catch (Unsupported _) {
      return null;
    }
  }

  private static @Nullable BlockOffer grouped(BlockRead read) {
    List<Source> sources = BlockReader.sources(read);
    if (sources.stream().anyMatch(Source::isLayered)) {
      return null;
    }
    String sql = read.request().sql();
    Walker walker = new Walker(TokenList.of(sql), sources);
    Query query = BlockReader.query(read, walker, sources);
    RowResult result = RowResult.of(sql, read.block(), walker, sources);
    Distinct distinct = Distinct.of(sql, read.block(), walker, sources, result.items());
    distinct.columns().forEach(query::group);
    return new BlockOffer(
        replacements(read, walker.tokens, sources, distinct),
        Estimates.isFree(read)
            ? 0
            : read.question() + Estimates.groups(query, Estimates.rows(read)),
        "no row of the preview's own, and few of production's that differ",
        Source.clean(sources),
        result.origins());
  }

  private static List<Replacement> replacements(
      BlockRead read, TokenList tokens, List<Source> sources, Distinct distinct) {
    QueryBlock block = read.block();
    List<Replacement> replacements = new ArrayList<>();
    replacements.add(new Replacement(Objects.requireNonNull(block.distinct()), ""));
    for (int i = 0; i < sources.size(); i++) {
      replacements.add(Source.inPlaceOf(read.tables().get(i).reference(), sources.get(i).merged()));
    }
    Extent last = Objects.requireNonNull(block.from());
    if (block.where() != null) {
      last = block.where();
      replacements.addAll(StableOperands.asSubqueries(tokens, last));
    }
    String positions =
        distinct.positions().stream().map(String::valueOf).collect(Collectors.joining(", "));
    replacements.add(new Replacement(new Extent(last.end(), last.end()), " GROUP BY " + positions));
    replacements.sort(Comparator.comparingInt(replacement -> replacement.extent().start()));
    return List.copyOf(replacements);
  }
}
