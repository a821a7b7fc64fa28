package io.pgveneer.rewrite.select.pushdown;

import java.util.ArrayList;
import java.util.List;

/// A text with columns in it, of which nothing else is known.
///
/// @param pieces the text around the columns; one more than there are columns
/// @param key equal for expressions that mean the same, whatever their layout
record Expression(List<String> pieces, List<ColumnUse> columns, String key) {

  static Expression column(ColumnUse use) {
    return new Expression(List.of("", ""), List.of(use), key(use));
  }

  static String key(ColumnUse use) {
    return "#" + use.source() + "." + word(use.column());
  }

  /// A text that is one word of a key: words are told apart by spaces.
  static String word(String text) {
    return text.indexOf(' ') < 0 && text.indexOf('~') < 0
        ? text
        : text.replace("~", "~~").replace(" ", "~_");
  }

  boolean isColumn() {
    return columns.size() == 1 && pieces.getFirst().isEmpty() && pieces.getLast().isEmpty();
  }

  /// Collects the parts of an expression.
  static final class Builder {
    private final List<String> pieces = new ArrayList<>();
    private final List<ColumnUse> columns = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder key = new StringBuilder();

    void text(String part, String partKey) {
      text.append(text.isEmpty() ? "" : " ").append(part);
      key.append(partKey).append(' ');
    }

    void column(ColumnUse use) {
      pieces.add(text.append(text.isEmpty() ? "" : " ").toString());
      text.setLength(0);
      columns.add(use);
      key.append(Expression.key(use)).append(' ');
    }

    void add(Expression part) {
      for (int i = 0; i < part.pieces.size(); i++) {
        text.append(' ').append(part.pieces.get(i).strip());
        if (i < part.columns.size()) {
          pieces.add(text.append(' ').toString());
          text.setLength(0);
          columns.add(part.columns.get(i));
        }
      }
      key.append(part.key).append(' ');
    }

    Expression build() {
      pieces.add(text.isEmpty() ? "" : " " + text);
      return new Expression(
          List.copyOf(pieces), List.copyOf(columns), key.toString().stripTrailing());
    }
  }
}
