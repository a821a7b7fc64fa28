package io.pgveneer.rewrite.select.pushdown;

import java.util.List;

/// An aggregate that each arm computes.
///
/// @param pieces its text around the operands
record Partial(List<String> pieces, List<Expression> operands) {

  static Partial of(String function, Expression operand) {
    return new Partial(List.of(function + "(", ")"), List.of(operand));
  }

  static Partial countRows() {
    return new Partial(List.of("count(*)"), List.of());
  }

  /// Over the rows for which a condition holds.
  Partial filtered(Expression condition) {
    List<String> more =
        operands.isEmpty()
            ? List.of(pieces.getFirst() + " FILTER (WHERE ", ")")
            : List.of(pieces.getFirst(), pieces.getLast() + " FILTER (WHERE ", ")");
    return new Partial(
        more, operands.isEmpty() ? List.of(condition) : List.of(operands.getFirst(), condition));
  }

  String key() {
    StringBuilder key = new StringBuilder(String.join("?", pieces));
    operands.forEach(operand -> key.append('|').append(operand.key()));
    return key.toString();
  }
}
