package io.pgveneer.sql;

import io.pgveneer.sql.TableReference.Role;
import org.jspecify.annotations.Nullable;

/// A [TableReference] in the making.
final class ReferenceDraft {
  final Extent name;
  final @Nullable String catalog;
  final @Nullable String schema;
  final String relation;
  Extent whole;
  Extent item;
  boolean only;
  @Nullable String alias;
  @Nullable Extent columnAliases;
  @Nullable Extent tableSample;
  Role role = Role.OTHER;
  @Nullable BlockDraft block;
  private @Nullable TableReference finished;

  ReferenceDraft(Extent name, @Nullable String catalog, @Nullable String schema, String relation) {
    this.name = name;
    this.whole = name;
    this.item = name;
    this.catalog = catalog;
    this.schema = schema;
    this.relation = relation;
  }

  TableReference finish() {
    if (finished == null) {
      finished =
          new TableReference(
              name,
              whole,
              item,
              catalog,
              schema,
              relation,
              only,
              alias,
              columnAliases,
              tableSample,
              role,
              block == null ? -1 : block.index);
    }
    return finished;
  }
}
