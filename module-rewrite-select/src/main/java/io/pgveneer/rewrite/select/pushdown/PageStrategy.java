package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.api.ColumnOrigin;
import io.pgveneer.api.Relation;
import io.pgveneer.spi.BlockOffer;
import io.pgveneer.spi.BlockRead;
import io.pgveneer.spi.BlockRead.BlockTable;
import io.pgveneer.spi.ReadStrategy;
import io.pgveneer.spi.TableOffer;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Lists;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.Replacement;
import io.pgveneer.sql.TableReference;
import io.pgveneer.sql.TokenList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A page of one relation with rows of the preview's own: production sorts, and sends no more rows
/// than the page has.
///
/// The mask goes along as an array, so production's page has no row that does not show; the page
/// of both layers is among its rows and upper's.
public final class PageStrategy implements ReadStrategy {
  /// With more masked keys production is read row by row instead, until there are enough.
  static final long MOST_MASKED = 2_000;

  /// For ServiceLoader.
  public PageStrategy() {}

  @Override
  public String name() {
    return "page";
  }

  @Override
  public @Nullable BlockOffer block(BlockRead read) {
    if (!isPage(read) || !isLayered(read.tables().getFirst())) {
      return null;
    }
    try {
      return offer(read);
    } catch (Unsupported _) {
      return null;
    }
  }

  private static boolean isPage(BlockRead read) {
    QueryBlock block = read.block();
    return read.isResult()
        && read.tables().size() == 1
        && !block.withTies()
        && Paging.isOf(read.request().sql(), block, read.tables().getFirst().reference());
  }

  private static boolean isLayered(BlockTable table) {
    TableOffer offer = table.offer();
    Relation.Lower lower = table.relation() == null ? null : table.relation().lower();
    return offer != null
        && offer.assumedClean().isEmpty()
        && lower != null
        // where there are rights on columns, not all may be named
        && lower.keyed() != null
        && lower.masked() <= MOST_MASKED;
  }

  private static BlockOffer offer(BlockRead read) {
    String sql = read.request().sql();
    QueryBlock block = read.block();
    List<Source> sources = BlockReader.sources(read);
    Walker walker = new Walker(TokenList.of(sql), sources);
    BlockReader.query(read, walker, sources);
    RowResult result = RowResult.of(sql, block, walker, sources);
    List<@Nullable ColumnOrigin> origins = result.origins();
    if (block.orderBy() != null) {
      for (Extent element : Lists.items(sql, block.orderBy())) {
        Expression _ = result.order(element);
      }
    }
    String end = Paging.end(sql, block);
    Extent paging = block.paging();
    if (end == null || paging == null) {
      throw new Unsupported("the form of LIMIT");
    }
    return new BlockOffer(
        replacements(read, walker.tokens, end, paging),
        1,
        "has rows of its own, and LIMIT asks for few",
        Set.of(),
        origins);
  }

  /// The client's own condition and order stay where they are, as those of production's page, so
  /// that errors in them have their places; those of the whole are copies.
  private static List<Replacement> replacements(
      BlockRead read, TokenList tokens, String end, Extent paging) {
    String sql = read.request().sql();
    QueryBlock block = read.block();
    BlockTable table = read.tables().getFirst();
    Relation relation = Objects.requireNonNull(table.relation());
    TableReference reference = table.reference();
    String name = name(sql, reference);
    List<Replacement> replacements = new ArrayList<>();
    replacements.add(new Replacement(reference.item(), layers(relation) + name));
    Extent where = block.where();
    StringBuilder whole = new StringBuilder("LIMIT ").append(end).append("))").append(name);
    if (where != null) {
      replacements.addAll(StableOperands.asSubqueries(tokens, where));
      whole.append(" WHERE ").append(TokenList.of(sql, where).line());
    }
    if (block.orderBy() != null) {
      whole.append(" ORDER BY ").append(TokenList.of(sql, block.orderBy()).line());
    }
    whole.append(' ').append(TokenList.of(sql, paging).line());
    replacements.add(new Replacement(paging, whole.toString()));
    return List.copyOf(replacements);
  }

  /// Both layers of a relation, up to where production's page is to be asked for.
  static String layers(Relation relation) {
    Relation.Lower lower = Objects.requireNonNull(relation.lower());
    String paged = lower.paged().shipped();
    return "(SELECT "
        + relation.columnList()
        + " FROM "
        + relation.qualifiedName()
        + " UNION ALL (SELECT "
        + relation.columnList()
        + " FROM "
        + (paged == null ? lower.shipped() : paged);
  }

  /// What follows the relation's name: the client's own alias, or the name as one, in the client's
  /// spelling, which pg_prepared_statements shows.
  private static String name(String sql, TableReference reference) {
    if (reference.alias() != null) {
      return sql.substring(reference.whole().end(), reference.item().end());
    }
    TokenList tokens = TokenList.of(sql, reference.name());
    return " AS " + tokens.text(tokens.size() - 1);
  }
}
