package io.pgveneer.rewrite.select;

import io.pgveneer.spi.ReadStrategy;
import io.pgveneer.spi.TableOffer;
import io.pgveneer.spi.TableRead;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.TableReference;
import io.pgveneer.sql.TokenList;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The merged rows for a page of one relation: each lower row is looked up in the mask by its key.
///
/// PostgreSQL chooses between that and reading the mask whole by the rows of the relation, and
/// leaves LIMIT out of account: with many masked keys it reads them all for a few rows.
public final class ProbeStrategy implements ReadStrategy {
  /// More rows than these are no page. A look into the mask takes some ten times as long as finding
  /// a key among those read.
  private static final int PAGE = 10_000;

  /// For ServiceLoader.
  public ProbeStrategy() {}

  @Override
  public String name() {
    return "probe";
  }

  @Override
  public @Nullable TableOffer table(TableRead read) {
    String probed = read.lower().probed();
    return probed == null || !isPage(read)
        ? null
        : new TableOffer(
            probed,
            Costs.rows(read.lower()) * Costs.MERGING,
            "has rows of its own, and LIMIT asks for few",
            Set.of());
  }

  /// Only where nothing but conditions and an order stands between the relation and LIMIT: then
  /// PostgreSQL stops reading when there are enough.
  private static boolean isPage(TableRead read) {
    TableReference reference = read.reference();
    if (reference.block() < 0) {
      return false;
    }
    QueryBlock block = read.request().outline().blocks().get(reference.block());
    Extent limit = block.limit();
    return limit != null
        && block.kind() == QueryBlock.Kind.SELECT
        && block.parent() < 0
        && reference.item().equals(block.from())
        && block.distinct() == null
        && block.groupBy() == null
        && block.having() == null
        && block.window() == null
        && isSmall(read, limit)
        && (block.offset() == null || isSmall(read, block.offset()))
        && !Objects.requireNonNull(block.select()).in(read.request().sql()).contains("(");
  }

  /// Whether it is a parameter, or a number of no more rows than a page has.
  private static boolean isSmall(TableRead read, Extent count) {
    TokenList tokens = TokenList.of(count.in(read.request().sql()));
    if (tokens.size() == 0) {
      return false;
    }
    String text = tokens.text(0);
    return text.startsWith("$")
        || text.length() <= 5
            && text.chars().allMatch(c -> c >= '0' && c <= '9')
            && Integer.parseInt(text) <= PAGE;
  }
}
