package io.pgveneer.rewrite.select;

import io.pgveneer.sql.Lexer;
import java.util.Locale;
import java.util.Set;

/// The columns that every table has and no view: `ctid`, `xmin`, `tableoid` and the like.
final class SystemColumns {
  private static final Set<String> NAMES =
      Set.of("ctid", "xmin", "xmax", "cmin", "cmax", "tableoid");

  private SystemColumns() {}

  static boolean isOne(String name) {
    return NAMES.contains(name);
  }

  /// Whether any word of the text is one's name.
  static boolean mentioned(String sql) {
    Lexer lexer = new Lexer(sql);
    while (lexer.nextSignificant()) {
      if (lexer.kind() == Lexer.Kind.WORD && isOne(lexer.text().toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }
}
