package io.pgveneer.rewrite.select.pushdown;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.type.ReturnTypes;

/// An expression of the client's: Calcite knows its columns and nothing else.
final class OpaqueOperator extends SqlOperator {
  private final List<String> pieces;

  /// @param pieces the text around the operands
  OpaqueOperator(List<String> pieces, RelDataType type) {
    // two expressions are the same to Calcite if their names are
    super(
        String.join("?", pieces),
        SqlKind.OTHER_FUNCTION,
        0,
        0,
        ReturnTypes.explicit(type),
        null,
        null);
    this.pieces = pieces;
  }

  @Override
  public SqlSyntax getSyntax() {
    return SqlSyntax.SPECIAL;
  }

  @Override
  public void unparse(SqlWriter writer, SqlCall call, int left, int right) {
    writer.print("(");
    write(pieces, writer, call);
    writer.print(")");
  }

  static void write(List<String> pieces, SqlWriter writer, SqlCall call) {
    for (int i = 0; i < pieces.size(); i++) {
      writer.print(pieces.get(i));
      if (i < call.operandCount()) {
        call.operand(i).unparse(writer, 0, 0);
      }
    }
  }
}
