package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.api.ColumnOrigin;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Lexer;
import io.pgveneer.sql.TokenList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Goes through the tokens of an expression, tells its columns and aggregates, and refuses what it
/// does not know.
final class Walker {
  /// What is found, in order. Indexes are those of tokens, the last one excluded.
  interface Visitor {
    default void plain(int from, int to) {}

    default void column(int from, int to, ColumnUse use) {}

    default void aggregate(int from, int to) {
      throw new Unsupported("an aggregate where none may be");
    }
  }

  final TokenList tokens;
  private final List<Source> sources;
  private final IntPredicate scope;
  private final Set<ColumnUse> used = new LinkedHashSet<>();

  Walker(TokenList tokens, List<Source> sources) {
    this(tokens, sources, place -> true);
  }

  /// @param scope whether columns of the source at a place may be named
  Walker(TokenList tokens, List<Source> sources, IntPredicate scope) {
    this.tokens = tokens;
    this.sources = sources;
    this.scope = scope;
  }

  /// The columns found so far.
  Set<ColumnUse> used() {
    return used;
  }

  void walk(int from, int to, Visitor visitor) {
    int i = from;
    while (i < to) {
      i = step(i, visitor);
    }
  }

  /// The whole range as an expression.
  Expression expression(int from, int to) {
    Expression.Builder builder = new Expression.Builder();
    walk(
        from,
        to,
        new Visitor() {
          @Override
          public void plain(int first, int last) {
            for (int i = first; i < last; i++) {
              builder.text(tokens.text(i), keyOf(i));
            }
          }

          @Override
          public void column(int first, int last, ColumnUse use) {
            builder.column(use);
          }
        });
    return builder.build();
  }

  /// The whole range as a condition: what has one value for the statement goes along as such.
  Expression condition(int from, int to) {
    Expression.Builder builder = new Expression.Builder();
    int at = from;
    for (Extent operand : StableOperands.in(tokens, from, to)) {
      builder.add(expression(at, operand.start()));
      builder.text(
          "(SELECT " + text(operand.start(), operand.end()) + ")",
          text(operand.start(), operand.end()));
      at = operand.end();
    }
    builder.add(expression(at, to));
    return builder.build();
  }

  private String text(int from, int to) {
    StringBuilder text = new StringBuilder(tokens.text(from));
    for (int i = from + 1; i < to; i++) {
      text.append(' ').append(tokens.text(i));
    }
    return text.toString();
  }

  /// Where a result column comes from that is one of a source's; null for other expressions.
  @Nullable ColumnOrigin origin(int from, int to) {
    boolean named =
        tokens.isName(from) && (to == from + 1 || to == from + 3 && tokens.is(from + 1, "."));
    Expression expression = named ? expression(from, to) : null;
    if (expression == null || !expression.isColumn()) {
      return null;
    }
    ColumnUse use = expression.columns().getFirst();
    Source source = sources.get(use.source());
    return ColumnOrigin.of(source.relation(), Objects.requireNonNull(source.column(use.column())));
  }

  String keyOf(int index) {
    return tokens.kind(index) == Lexer.Kind.WORD
        ? tokens.name(index)
        : Expression.word(tokens.text(index));
  }

  private int step(int i, Visitor visitor) {
    if (tokens.is(i, "::")) {
      return plain(i, type(i + 1), visitor);
    }
    return switch (tokens.kind(i)) {
      case STRING, NUMBER, PARAMETER, OPERATOR -> plain(i, i + 1, visitor);
      case PUNCTUATION -> {
        if (tokens.is(i, ".") || tokens.is(i, ":") || tokens.is(i, ";")) {
          throw new Unsupported("a field of a value");
        }
        yield plain(i, i + 1, visitor);
      }
      case WORD -> tokens.is(i + 1, ".") ? column(i, visitor) : word(i, visitor);
      case QUOTED_IDENTIFIER -> column(i, visitor);
      default -> throw new Unsupported("token " + tokens.text(i));
    };
  }

  private int word(int i, Visitor visitor) {
    String word = tokens.name(i);
    if (word.equals("at") && tokens.is(i + 1, "time") && tokens.is(i + 2, "zone")) {
      return plain(i, i + 3, visitor);
    }
    if (word.equals("as")) {
      return plain(i, type(i + 1), visitor);
    }
    if (Words.LITERALS.contains(word)
        && i + 1 < tokens.size()
        && tokens.kind(i + 1) == Lexer.Kind.STRING) {
      return plain(i, i + 2, visitor);
    }
    if (Words.KEYWORDS.contains(word)) {
      if (find(word) != null) {
        throw new Unsupported("a column named " + word);
      }
      return plain(i, i + 1, visitor);
    }
    return tokens.is(i + 1, "(") ? call(i, word, visitor) : column(i, visitor);
  }

  private int call(int i, String word, Visitor visitor) {
    if (Words.AGGREGATES.contains(word)) {
      int end = tokens.partner(i + 1) + 1;
      if (tokens.is(end, "filter") && tokens.is(end + 1, "(")) {
        end = tokens.partner(end + 1) + 1;
      }
      if (tokens.is(end, "over") || tokens.is(end, "within")) {
        throw new Unsupported("a window");
      }
      visitor.aggregate(i, end);
      return end;
    }
    if (!Words.FUNCTIONS.contains(word)) {
      throw new Unsupported("function " + word);
    }
    return plain(i, i + (word.equals("extract") ? 3 : 1), visitor);
  }

  /// The token behind a type's name.
  private int type(int from) {
    if (!tokens.isName(from)) {
      throw new Unsupported("type");
    }
    int i = from + 1;
    while (tokens.is(i, ".") && tokens.isName(i + 1)) {
      i += 2;
    }
    while (i < tokens.size() && tokens.isName(i) && isTypeWord(i)) {
      i++;
    }
    if (tokens.is(i, "(")) {
      i = tokens.partner(i) + 1;
    }
    while (i < tokens.size() && tokens.isName(i) && isTypeWord(i)) {
      i++;
    }
    while (tokens.is(i, "[") && tokens.is(i + 1, "]")) {
      i += 2;
    }
    return i;
  }

  private boolean isTypeWord(int index) {
    return Words.TYPE_WORDS.contains(tokens.text(index).toLowerCase(Locale.ROOT));
  }

  private int plain(int from, int to, Visitor visitor) {
    visitor.plain(from, to);
    return to;
  }

  private int column(int i, Visitor visitor) {
    boolean qualified = tokens.is(i + 1, ".");
    int end = qualified ? i + 3 : i + 1;
    if (qualified && !tokens.isName(i + 2) || tokens.is(end, ".") || tokens.is(end, "(")) {
      throw new Unsupported("name " + tokens.text(i));
    }
    ColumnUse use = qualified ? find(tokens.name(i), tokens.name(i + 2)) : find(tokens.name(i));
    if (use == null) {
      throw new Unsupported("name " + tokens.text(i));
    }
    used.add(use);
    visitor.column(i, end, use);
    return end;
  }

  private @Nullable ColumnUse find(String correlation, String name) {
    for (int i = 0; i < sources.size(); i++) {
      if (scope.test(i)
          && sources.get(i).correlation().equals(correlation)
          && sources.get(i).column(name) != null) {
        return new ColumnUse(i, name);
      }
    }
    return null;
  }

  /// The column of an unqualified name. A name of two relations is PostgreSQL's to refuse, and one
  /// of a relation itself means its row.
  @Nullable ColumnUse find(String name) {
    ColumnUse found = null;
    for (int i = 0; i < sources.size(); i++) {
      if (scope.test(i) && sources.get(i).column(name) != null) {
        if (found != null) {
          throw new Unsupported("ambiguous name " + name);
        }
        found = new ColumnUse(i, name);
      }
    }
    return found;
  }
}
