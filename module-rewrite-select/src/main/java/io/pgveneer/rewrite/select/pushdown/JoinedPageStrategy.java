package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.api.ColumnOrigin;
import io.pgveneer.spi.BlockOffer;
import io.pgveneer.spi.BlockRead;
import io.pgveneer.spi.ReadStrategy;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Lists;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.TokenList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of one relation, to which others are joined by their primary keys: the page is cut off
/// first, and what belongs to its rows is then looked up, of each relation at once.
public final class JoinedPageStrategy implements ReadStrategy {
  /// What the page, and each relation that is looked up, asks production: estimates and rows.
  private static final int QUESTIONS = 4;

  private final OfferCache cache = new OfferCache();

  /// For ServiceLoader.
  public JoinedPageStrategy() {}

  @Override
  public String name() {
    return "joined-page";
  }

  @Override
  public @Nullable BlockOffer block(BlockRead read) {
    QueryBlock block = read.block();
    if (!read.isResult()
        || read.tables().size() < 2
        || block.with() != null
        || block.withTies()
        || !Paging.isOf(read.request().sql(), block)
        || Estimates.isSmall(read, QUESTIONS)) {
      return null;
    }
    return cache.get(read, () -> offer(read));
  }

  private static @Nullable BlockOffer offer(BlockRead read) {
    try {
      return page(read);
    } catch (Unsupported _) {
      return null;
    }
  }

  private static @Nullable BlockOffer page(BlockRead read) {
    List<Source> sources = BlockReader.sources(read);
    if (sources.stream().noneMatch(Source::isLayered)
        || !sources.stream().allMatch(JoinedPageStrategy::isReadable)) {
      return null;
    }
    String sql = read.request().sql();
    Walker walker = new Walker(TokenList.of(sql), sources);
    Query query = BlockReader.query(read, walker, sources);
    List<Lookup> lookups = Lookup.of(query);
    RowResult result = RowResult.of(sql, read.block(), walker, sources);
    List<@Nullable ColumnOrigin> origins = result.origins();
    if (origins.contains(null)
        || query.where != null && !isOfFirst(query.where)
        || !isOrderedByFirst(read, result)) {
      return null;
    }
    return new BlockOffer(
        new JoinedPage(read, walker, sources, lookups).replacements(),
        Estimates.isFree(read) ? 0 : QUESTIONS * sources.size() * read.question(),
        "LIMIT asks for few rows of "
            + sources.getFirst().correlation()
            + ", each with one of the others at most",
        Source.clean(sources),
        origins);
  }

  /// Whether all its columns may be named: not so where there are rights on some.
  private static boolean isReadable(Source source) {
    return source.lower().keyed() != null && source.lower().merged() != null;
  }

  private static boolean isOfFirst(Expression expression) {
    return expression.columns().stream().allMatch(use -> use.source() == 0);
  }

  private static boolean isOrderedByFirst(BlockRead read, RowResult result) {
    Extent orderBy = read.block().orderBy();
    return orderBy == null
        || Lists.items(read.request().sql(), orderBy).stream()
            .allMatch(element -> isOfFirst(result.order(element)));
  }
}
