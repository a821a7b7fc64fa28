package io.pgveneer.spi;

import io.pgveneer.api.Relation;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.StatementClass;
import io.pgveneer.sql.TableReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A query block to be read.
///
/// @param index of the block in the statement's outline
/// @param tables what its FROM names, in order of offset; common table expressions are not among
///     them
/// @param subqueries the blocks directly inside it, in order of offset; these have none
/// @param question what asking production for an estimate takes, in rows that it could send
/// instead;
///     0 has whatever can be read as a whole be read so
/// @param mayAssumeClean whether the statement is planned again once a relation that it takes for
///     clean is dirty
public record BlockRead(
    StatementRequest request,
    int index,
    List<BlockTable> tables,
    List<BlockRead> subqueries,
    double question,
    boolean mayAssumeClean) {

  /// A relation of the block.
  ///
  /// @param relation what the name means; null where it means no relation of the virtual schema
  /// @param offer the cheapest way to read it alone; null where it is read itself
  public record BlockTable(
      TableReference reference, @Nullable Relation relation, @Nullable TableOffer offer) {

    /// Rows that production is expected to send for it, if it is read alone.
    public double cost() {
      return offer == null ? 0 : offer.cost();
    }
  }

  /// The relations of the block and of its subqueries.
  public List<BlockTable> allTables() {
    if (subqueries.isEmpty()) {
      return tables;
    }
    List<BlockTable> all = new ArrayList<>(tables);
    subqueries.forEach(subquery -> all.addAll(subquery.tables));
    return all;
  }

  public QueryBlock block() {
    return request.outline().blocks().get(index);
  }

  /// Whether its rows are the statement's result, or would be if that were not explained.
  public boolean isResult() {
    StatementClass kind = request.outline().kind();
    return (kind == StatementClass.QUERY || kind == StatementClass.EXPLAIN) && isOutermost();
  }

  /// Whether its rows are the result of the statement, or of the query in it.
  public boolean isOutermost() {
    return request.outline().blocks().stream().filter(block -> block.parent() < 0).count() == 1
        && block().parent() < 0;
  }
}
