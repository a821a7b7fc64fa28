package io.pgveneer.rewrite.select.pushdown;

import java.util.List;
import org.apache.calcite.plan.RelOptAbstractTable;
import org.apache.calcite.rel.type.RelDataType;

/// One layer of a source, as a table of Calcite's.
final class Layer extends RelOptAbstractTable {
  final int source;

  /// Whether it holds the preview's own rows.
  final boolean upper;

  private final List<String> names;

  /// @param names schema and name
  Layer(int source, boolean upper, List<String> names, RelDataType rowType) {
    super(null, names.getLast(), rowType);
    this.source = source;
    this.upper = upper;
    this.names = names;
  }

  @Override
  public List<String> getQualifiedName() {
    return names;
  }
}
