package io.pgveneer.rewrite.select.pushdown;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.util.Optionality;

/// An aggregate of an arm's: Calcite knows its operands and nothing else.
final class PartialFunction extends SqlAggFunction {
  private final List<String> pieces;

  PartialFunction(List<String> pieces, RelDataType type) {
    super(
        String.join("?", pieces),
        null,
        SqlKind.OTHER_FUNCTION,
        ReturnTypes.explicit(type),
        null,
        null,
        SqlFunctionCategory.USER_DEFINED_FUNCTION,
        false,
        false,
        Optionality.FORBIDDEN);
    this.pieces = pieces;
  }

  @Override
  public void unparse(SqlWriter writer, SqlCall call, int left, int right) {
    OpaqueOperator.write(pieces, writer, call);
  }
}
