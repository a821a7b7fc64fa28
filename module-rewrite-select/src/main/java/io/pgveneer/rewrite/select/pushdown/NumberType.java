package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.api.Column;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Lexer;
import io.pgveneer.sql.TokenList;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The exact numbers, whose sums do not depend on an order.
enum NumberType {
  INT,
  BIGINT,
  NUMERIC;

  private static final Set<String> ARITHMETIC = Set.of("+", "-", "*", "/", "%");

  private NumberType with(NumberType other) {
    return compareTo(other) >= 0 ? this : other;
  }

  static @Nullable NumberType ofName(String type) {
    String bare = type.indexOf('(') < 0 ? type : type.substring(0, type.indexOf('('));
    return switch (bare) {
      case "smallint", "integer", "int", "int2", "int4" -> INT;
      case "bigint", "int8" -> BIGINT;
      case "numeric", "decimal" -> NUMERIC;
      default -> null;
    };
  }

  /// The type of an expression, by the rules of PostgreSQL for the few forms that are known here.
  ///
  /// Errors: Unsupported where it is none of these types, or not known.
  static NumberType of(Walker walker, List<Source> sources, int from, int to) {
    return new Inference(walker, sources).of(from, to);
  }

  private record Inference(Walker walker, List<Source> sources) {
    NumberType of(int from, int to) {
      TokenList tokens = walker.tokens;
      if (from >= to) {
        throw new Unsupported("no operand");
      }
      if (tokens.is(from, "(") && tokens.partner(from) == to - 1) {
        return of(from + 1, to - 1);
      }
      List<Extent> operands = operands(from, to);
      if (operands.size() > 1) {
        NumberType type = INT;
        for (Extent operand : operands) {
          type = type.with(of(operand.start(), operand.end()));
        }
        return type;
      }
      return primary(tokens, from, to);
    }

    private NumberType primary(TokenList tokens, int from, int to) {
      if (ARITHMETIC.contains(tokens.text(from))) {
        return of(from + 1, to);
      }
      if (to - from > 2 && tokens.is(to - 2, "::")) {
        return known(ofName(tokens.name(to - 1)));
      }
      if (to - from == 1 && tokens.kind(from) == Lexer.Kind.NUMBER) {
        return literal(tokens.text(from));
      }
      if (tokens.is(from, "case") && tokens.is(to - 1, "end")) {
        return cases(tokens, from, to);
      }
      if (tokens.is(from + 1, "(") && tokens.partner(from + 1) == to - 1) {
        return call(tokens, from, to);
      }
      Expression expression = walker.expression(from, to);
      if (!expression.isColumn()) {
        throw new Unsupported("type of " + expression.key());
      }
      ColumnUse use = expression.columns().getFirst();
      Column column = Objects.requireNonNull(sources.get(use.source()).column(use.column()));
      return known(ofName(column.type()));
    }

    private NumberType call(TokenList tokens, int from, int to) {
      if (!tokens.is(from, "coalesce") && !tokens.is(from, "abs")) {
        throw new Unsupported("type of " + tokens.text(from));
      }
      NumberType type = INT;
      for (Extent item : tokens.items(from + 2, to - 1)) {
        type = type.with(of(tokens.at(item.start()), tokens.at(item.end())));
      }
      return type;
    }

    /// `CASE WHEN … THEN a ELSE b END`.
    private NumberType cases(TokenList tokens, int from, int to) {
      NumberType type = INT;
      int begin = -1;
      for (int i = from + 1; i < to; i++) {
        if (tokens.is(i, "case")) {
          throw new Unsupported("a CASE in a CASE");
        }
        boolean ends = tokens.is(i, "when") || tokens.is(i, "else") || i == to - 1;
        if (ends && begin > 0) {
          boolean isNull = i - begin == 1 && tokens.is(begin, "null");
          type = isNull ? type : type.with(of(begin, i));
          begin = -1;
        }
        if (tokens.is(i, "then") || tokens.is(i, "else")) {
          begin = i + 1;
        }
        if (tokens.is(i, "(")) {
          i = tokens.partner(i);
        }
      }
      return type;
    }

    /// What stands between the arithmetic operators, as extents of tokens.
    private List<Extent> operands(int from, int to) {
      TokenList tokens = walker.tokens;
      List<Extent> operands = new ArrayList<>();
      if (tokens.is(from, "case")) {
        return operands;
      }
      int first = from;
      for (int i = from; i < to; i++) {
        if (tokens.is(i, "(") || tokens.is(i, "[")) {
          i = tokens.partner(i);
        } else if (tokens.kind(i) == Lexer.Kind.OPERATOR && i > first) {
          if (!ARITHMETIC.contains(tokens.text(i))) {
            throw new Unsupported("operator " + tokens.text(i));
          }
          operands.add(new Extent(first, i));
          first = i + 1;
        } else if (tokens.is(i, "case")) {
          throw new Unsupported("a CASE among operators");
        }
      }
      operands.add(new Extent(first, to));
      return operands;
    }

    private static NumberType literal(String digits) {
      if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
        if (digits.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.')) {
          return NUMERIC;
        }
        throw new Unsupported("number " + digits);
      }
      int bits = new BigInteger(digits).bitLength();
      return bits < Integer.SIZE ? INT : bits < Long.SIZE ? BIGINT : NUMERIC;
    }

    private static NumberType known(@Nullable NumberType type) {
      if (type == null) {
        throw new Unsupported("a type whose sums depend on their order");
      }
      return type;
    }
  }
}
