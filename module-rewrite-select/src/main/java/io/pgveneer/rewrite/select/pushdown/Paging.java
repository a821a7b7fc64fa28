package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.sql.Extent;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.TableReference;
import io.pgveneer.sql.TokenList;
import org.jspecify.annotations.Nullable;

/// Pages: whether a block asks for one, and how many rows there are up to its end.
public final class Paging {
  /// More rows than these are no page: looking each of them up in the mask takes some ten times as
  /// long as finding its key among those read.
  private static final int PAGE = 10_000;

  private Paging() {}

  /// Whether an outermost block asks for a page of one relation, and no more.
  public static boolean isOf(String sql, QueryBlock block, TableReference relation) {
    return relation.item().equals(block.from()) && isOf(sql, block);
  }

  /// Whether an outermost block asks for a page of what FROM gives: nothing but conditions, an
  /// order
  /// and a select list stands between that and LIMIT. LIMIT, and OFFSET where there is one, is a
  /// parameter or a number of no more rows than a page has.
  static boolean isOf(String sql, QueryBlock block) {
    return block.kind() == QueryBlock.Kind.SELECT
        && block.parent() < 0
        && block.distinct() == null
        && block.groupBy() == null
        && block.having() == null
        && block.window() == null
        && block.limit() != null
        && isSmall(sql, block.limit())
        && (block.offset() == null || isSmall(sql, block.offset()));
  }

  private static boolean isSmall(String sql, Extent count) {
    TokenList tokens = TokenList.of(sql, count);
    if (tokens.size() == 0) {
      return false;
    }
    String text = tokens.text(0);
    return text.startsWith("$") || isNumber(text) && Integer.parseInt(text) <= PAGE;
  }

  private static boolean isNumber(String text) {
    return text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /// An expression for the rows up to the end of the page; null where LIMIT or OFFSET is more than
  /// a number or a parameter. Of huge or unknown parameters it gives NULL, which is no limit.
  static @Nullable String end(String sql, QueryBlock block) {
    Extent limit = block.limit();
    Extent offset = block.offset();
    if (limit == null || !isPlain(sql, limit) || offset != null && !isPlain(sql, offset)) {
      return null;
    }
    if (offset == null) {
      return limit.in(sql);
    }
    String rows = limit.in(sql);
    String before = offset.in(sql);
    return isNumber(rows) && isNumber(before)
        ? Integer.toString(Integer.parseInt(rows) + Integer.parseInt(before))
        : "CASE WHEN "
            + rows
            + "::bigint < 1000000000 AND "
            + before
            + "::bigint < 1000000000 THEN "
            + rows
            + "::bigint + "
            + before
            + "::bigint END";
  }

  private static boolean isPlain(String sql, Extent count) {
    return TokenList.of(sql, count).size() == 1;
  }
}
