package io.pgveneer.rewrite.select;

import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.TokenList;
import java.util.List;
import java.util.Set;

/// Keeps a subquery that aggregates all rows of a join giving its one row, also where nothing of
/// it is looked at.
///
/// The planner leaves out columns of a subquery that nothing uses. Where these were all of its
/// aggregates, postgres_fdw (seen on 18, the same in 15) sends the join without any, and takes
/// each of its rows for a group: `SELECT count(*) FROM (SELECT sum(a.v) FROM a JOIN b …) s` counts
/// the join's rows. A HAVING that is always true has an aggregate that stays.
final class UngroupedAggregates {
  private static final String HAVING =
      " HAVING pg_catalog.count(*) OPERATOR(pg_catalog.>=) 0::pg_catalog.int8";

  /// PostgreSQL's own, but for those that are written with WITHIN GROUP.
  private static final Set<String> AGGREGATES =
      Set.of(
          "any_value",
          "array_agg",
          "avg",
          "bit_and",
          "bit_or",
          "bit_xor",
          "bool_and",
          "bool_or",
          "corr",
          "count",
          "covar_pop",
          "covar_samp",
          "every",
          "json_agg",
          "json_agg_strict",
          "json_object_agg",
          "json_object_agg_strict",
          "jsonb_agg",
          "jsonb_agg_strict",
          "jsonb_object_agg",
          "jsonb_object_agg_strict",
          "max",
          "min",
          "range_agg",
          "range_intersect_agg",
          "regr_avgx",
          "regr_avgy",
          "regr_count",
          "regr_intercept",
          "regr_r2",
          "regr_slope",
          "regr_sxx",
          "regr_sxy",
          "regr_syy",
          "stddev",
          "stddev_pop",
          "stddev_samp",
          "string_agg",
          "sum",
          "var_pop",
          "var_samp",
          "variance",
          "xmlagg");

  private final Outline outline;
  private final List<Item> items;

  UngroupedAggregates(Outline outline, List<Item> items) {
    this.outline = outline;
    this.items = items;
  }

  /// @param taken what is rewritten otherwise
  void rewrite(Splice splice, List<Extent> taken) {
    if (outline.blocks().size() < 2) {
      return;
    }
    for (QueryBlock block : outline.blocks()) {
      Extent from = block.from();
      Extent select = block.select();
      if (from != null
          && select != null
          && block.kind() == QueryBlock.Kind.SELECT
          && block.groupBy() == null
          && block.having() == null
          && isJoin(from)
          && taken.stream().noneMatch(extent -> extent.contains(from.start()))
          && isWithin(block)
          && aggregates(TokenList.of(outline.sql(), select))) {
        Extent last = block.where() == null ? from : block.where();
        splice.insert(last.end(), HAVING);
      }
    }
  }

  /// Whether it is a query in another one, or in parentheses.
  private boolean isWithin(QueryBlock block) {
    if (block.parent() >= 0) {
      return true;
    }
    int before = block.extent().start() - 1;
    while (before >= 0 && Character.isWhitespace(outline.sql().charAt(before))) {
      before--;
    }
    return before >= 0 && outline.sql().charAt(before) == '(';
  }

  private boolean isJoin(Extent from) {
    return items.stream()
            .filter(item -> item.isReplaced() && !item.isCatalog())
            .filter(item -> from.contains(item.reference.name().start()))
            .count()
        > 1;
  }

  /// Whether a select list has an aggregate of the block's own.
  private static boolean aggregates(TokenList select) {
    for (int i = 0; i < select.size(); i++) {
      if (!select.is(i, "(")) {
        continue;
      }
      if (Names.opensQuery(select, i)) {
        i = select.partner(i);
      } else if (select.is(select.partner(i) + 1, "within") || isAggregate(select, i)) {
        return true;
      }
    }
    return false;
  }

  /// Whether a parenthesis opens the arguments of one of PostgreSQL's aggregates that is no window
  /// function.
  static boolean isAggregate(TokenList tokens, int open) {
    int name = open - 1;
    int close = tokens.partner(open);
    int end = tokens.is(close + 1, "filter") ? tokens.partner(close + 2) : close;
    return tokens.isName(name)
        && AGGREGATES.contains(tokens.name(name))
        && (!tokens.is(name - 1, ".") || tokens.is(name - 2, "pg_catalog"))
        && !tokens.is(end + 1, "over");
  }
}
