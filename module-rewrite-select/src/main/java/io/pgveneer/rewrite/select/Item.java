package io.pgveneer.rewrite.select;

import io.pgveneer.api.Column;
import io.pgveneer.api.Identifiers;
import io.pgveneer.api.Relation;
import io.pgveneer.spi.ReadChoice;
import io.pgveneer.spi.TableOffer;
import io.pgveneer.sql.TableReference;
import org.jspecify.annotations.Nullable;

/// A relation in scope of a query block, and what is read in its place.
final class Item {
  final TableReference reference;

  /// Null where the name means no relation of the virtual schema.
  final @Nullable Relation relation;

  /// How it is read; null where it is read itself.
  final Strategies.@Nullable Chosen<TableOffer> chosen;

  /// Whether a system column of it is used, which only a catalogue's wider view has.
  boolean systemColumns;

  /// Whether only the upper table itself can serve.
  boolean fromUpper;

  /// Whether its block groups by its key, so that what the block shows of it is grouped by too.
  boolean groupedByKey;

  /// Whether the block shows a row of it that was grouped so.
  boolean groupedRow;

  /// How the whole block around it is read; null where each relation of the block is read alone.
  @Nullable ReadChoice inBlock;

  Item(
      TableReference reference,
      @Nullable Relation relation,
      Strategies.@Nullable Chosen<TableOffer> chosen) {
    this.reference = reference;
    this.relation = relation;
    this.chosen = chosen;
  }

  boolean isReplaced() {
    return chosen != null;
  }

  @Nullable TableOffer offer() {
    return chosen == null ? null : chosen.offer();
  }

  /// How it is read, or null where it is read itself, or is a catalogue.
  @Nullable ReadChoice choice() {
    if (chosen == null || relation == null || inBlock != null || isCatalog()) {
      return inBlock;
    }
    TableOffer offer = chosen.offer();
    return new ReadChoice(
        relation.qualifiedName(),
        reference.correlation(),
        chosen.strategy(),
        offer.reason(),
        offer.cost());
  }

  /// Whether the relation is a system catalogue, read through a view of the kernel's.
  boolean isCatalog() {
    return relation != null
        && (relation.schema().equals("pg_catalog")
            || relation.schema().equals("information_schema"));
  }

  /// Whether a name that qualifies means a function of the row, written as a column.
  boolean computes(String name) {
    return relation != null && !hasColumn(name) && relation.computed().contains(name);
  }

  boolean hasColumn(String name) {
    return column(name) != null;
  }

  @Nullable Column column(String name) {
    if (relation != null) {
      for (Column column : relation.columns()) {
        if (column.name().equals(name)) {
          return column;
        }
      }
    }
    return null;
  }

  /// The name that qualifies its columns, as the client wrote it.
  String correlationText(String sql) {
    if (reference.alias() != null) {
      return Identifiers.quote(reference.alias());
    }
    String name = reference.name().in(sql);
    return Names.last(name);
  }
}
