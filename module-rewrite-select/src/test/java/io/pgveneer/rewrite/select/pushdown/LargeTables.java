package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.api.Column;
import io.pgveneer.api.Relation;
import io.pgveneer.api.TransactionStatus;
import io.pgveneer.api.VirtualSchema;
import io.pgveneer.spi.BlockOffer;
import io.pgveneer.spi.BlockRead;
import io.pgveneer.spi.BlockRead.BlockTable;
import io.pgveneer.spi.ReadStrategy;
import io.pgveneer.spi.SessionSchema;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.spi.TableOffer;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.Outlines;
import io.pgveneer.sql.Splice;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a strategy offers for the first block of a statement over large tables: `t` and `s` with
/// rows of the preview's own, and `c`, which is clean.
final class LargeTables {
  private LargeTables() {}

  private record Names(VirtualSchema schema) implements SessionSchema {
    @Override
    public List<String> searchPath() {
      return List.of("public");
    }

    @Override
    public @Nullable Relation resolve(@Nullable String schemaName, String name) {
      return schema.find("public", name);
    }

    @Override
    public boolean isClean(Relation relation) {
      return relation.name().equals("c");
    }
  }

  private static Relation table(long oid, String name) {
    List<Column> columns = new ArrayList<>();
    for (String column :
        List.of("id integer", name + "n integer", name + "x double precision", name + "k text")) {
      String[] parts = column.split(" ", 2);
      columns.add(
          new Column(
              columns.size() + 1,
              parts[0],
              parts[1],
              false,
              false,
              '\0',
              false,
              -0.2,
              // the columns named n reference the next table, the last one's the one before
              parts[0].endsWith("n") ? (oid == 3 ? 2 : oid + 1) : 0,
              false,
              false));
    }
    return new Relation(
        oid,
        "public",
        name,
        'r',
        columns,
        new Relation.Lower(
            "o.merged_" + oid,
            "o.lower_" + oid,
            null,
            null,
            List.of("id"),
            List.of(oid),
            false,
            "o.shipped_" + oid,
            "o.hidden_" + oid,
            null,
            "o.keyed_" + oid,
            1e6,
            10));
  }

  static @Nullable BlockOffer offer(ReadStrategy strategy, String sql) {
    VirtualSchema schema = new VirtualSchema(List.of(table(1, "t"), table(2, "s"), table(3, "c")));
    Outline outline = Outlines.of(sql);
    Names names = new Names(schema);
    StatementRequest request = new StatementRequest(outline, names, TransactionStatus.IDLE, false);
    List<BlockRead> subqueries = new ArrayList<>();
    for (int i = 1; i < outline.blocks().size(); i++) {
      subqueries.add(read(request, i, List.of()));
    }
    BlockRead read = read(request, 0, subqueries);
    return subqueries.isEmpty() ? strategy.block(read) : strategy.blockWithSubqueries(read);
  }

  private static BlockRead read(StatementRequest request, int block, List<BlockRead> subqueries) {
    List<BlockTable> tables =
        request.outline().references().stream()
            .filter(reference -> reference.block() == block)
            .map(
                reference ->
                    new BlockTable(
                        reference,
                        request.schema().resolve(reference),
                        new TableOffer("merged", 1e6, "", Set.of())))
            .toList();
    return new BlockRead(request, block, tables, subqueries, 1500, true);
  }

  /// The statement with the offer's replacements; null where there is no offer.
  static @Nullable String rewritten(ReadStrategy strategy, String sql) {
    BlockOffer offer = offer(strategy, sql);
    if (offer == null) {
      return null;
    }
    Splice splice = new Splice(sql);
    offer.replacements().forEach(r -> splice.replace(r.extent(), r.text()));
    return splice.apply().text().replaceAll(" +", " ");
  }
}
