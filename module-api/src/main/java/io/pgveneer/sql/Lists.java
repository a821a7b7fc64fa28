package io.pgveneer.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes lists apart: select lists, GROUP BY, column lists.
public final class Lists {
  private Lists() {}

  /// An item of a select or RETURNING list.
  ///
  /// @param extent the whole item
  /// @param expression the item without its label
  /// @param label the column's name where the item gives one, folded; null where PostgreSQL chooses
  ///     it
  /// @param star `*` or `t.*`
  public record SelectItem(
      Extent extent, Extent expression, @Nullable String label, boolean star) {}

  /// The items between the commas that stand outside of parentheses and brackets; none of an empty
  /// list.
  public static List<Extent> items(String sql, Extent list) {
    Tokens tokens = Tokens.of(sql, list, true);
    List<Extent> items = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < tokens.count(); i++) {
      switch (tokens.at(i)) {
        case OPEN_PAREN, OPEN_BRACKET -> i = tokens.partner(i);
        case COMMA -> {
          items.add(tokens.extent(from, i));
          from = i + 1;
        }
        default -> {}
      }
    }
    if (from < tokens.count()) {
      items.add(tokens.extent(from, tokens.count()));
    }
    return List.copyOf(items);
  }

  /// The items of a select or RETURNING list.
  public static List<SelectItem> selectItems(String sql, Extent list) {
    List<SelectItem> items = new ArrayList<>();
    for (Extent item : items(sql, list)) {
      items.add(selectItem(sql, item));
    }
    return List.copyOf(items);
  }

  /// The names of a column list, folded.
  public static List<String> names(String sql, Extent list) {
    List<String> names = new ArrayList<>();
    for (Extent item : items(sql, list)) {
      names.add(Tokens.of(sql, item, true).name(0));
    }
    return List.copyOf(names);
  }

  private static SelectItem selectItem(String sql, Extent item) {
    Tokens tokens = Tokens.of(sql, item, true);
    int last = tokens.count() - 1;
    Symbol before = tokens.at(last - 1);
    if (tokens.at(last) == Symbol.STAR && (last == 0 || before == Symbol.DOT)) {
      return new SelectItem(item, item, null, true);
    }
    if (last > 1 && before == Symbol.AS && tokens.at(last - 2) != Symbol.DOT) {
      return new SelectItem(item, tokens.extent(0, last - 1), tokens.name(last), false);
    }
    if (last > 0
        && tokens.at(last).isLabel()
        && isOperandEnd(tokens, last - 1)
        && !endsCase(tokens, last)) {
      return new SelectItem(item, tokens.extent(0, last), tokens.name(last), false);
    }
    return new SelectItem(item, item, null, false);
  }

  /// Whether the token is the END of a CASE, not a label of that name.
  private static boolean endsCase(Tokens tokens, int index) {
    int open = 0;
    for (int i = 0; i < index; i++) {
      open += tokens.is(i, "case") ? 1 : tokens.is(i, "end") ? -1 : 0;
    }
    return tokens.is(index, "end") && open > 0;
  }

  /// Whether a word behind this token can only be a label.
  private static boolean isOperandEnd(Tokens tokens, int index) {
    Symbol symbol = tokens.at(index);
    return switch (symbol) {
      case CLOSE_PAREN, CLOSE_BRACKET, NUMBER, PARAMETER_SIGN, END, NULL, TRUE, FALSE, STAR -> true;
      case STRING -> !isIntervalField(tokens, index + 1);
      case NAME -> !isTypeWord(tokens, index) && !isOperatorWord(tokens, index);
      default ->
          symbol == Symbol.QUOTED
              || (symbol.isIdentifier() && symbol != Symbol.EXISTS && symbol != Symbol.ZONE);
    };
  }

  /// `INTERVAL '1' YEAR`.
  private static boolean isIntervalField(Tokens tokens, int index) {
    return tokens.is(index - 2, "interval")
        && (tokens.is(index, "year")
            || tokens.is(index, "month")
            || tokens.is(index, "day")
            || tokens.is(index, "hour")
            || tokens.is(index, "minute")
            || tokens.is(index, "second"));
  }

  /// `x LIKE y ESCAPE z` and `x AT LOCAL`.
  private static boolean isOperatorWord(Tokens tokens, int index) {
    return (tokens.is(index, "escape") || tokens.is(index, "at"))
        && index > 0
        && tokens.at(index - 1) != Symbol.DOT;
  }

  /// The first of two words that name one type: `double precision`, `character varying`.
  private static boolean isTypeWord(Tokens tokens, int index) {
    return (tokens.is(index, "double") && tokens.is(index + 1, "precision"))
        || ((tokens.is(index, "character") || tokens.is(index, "char") || tokens.is(index, "bit"))
            && tokens.is(index + 1, "varying"))
        || (tokens.is(index, "time") && tokens.at(index + 1) == Symbol.ZONE);
  }
}
