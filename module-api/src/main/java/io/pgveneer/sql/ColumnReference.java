package io.pgveneer.sql;

import java.util.ArrayList;
import java.util.List;

/// A name in an expression that may mean a column, or a whole row.
///
/// `users.id` may mean column `id` of `users`, or field `id` of a column `users`; `users` alone may
/// mean a column or the whole row of a table of this name. Which it is, the tables in scope say.
///
/// @param extent the whole name, with `*` where one ends it
/// @param parts the names, folded; without the `*`
/// @param star whether `.*` ends it
public record ColumnReference(Extent extent, List<String> parts, boolean star) {

  /// The names in a stretch of text, in order; those in nested queries too.
  ///
  /// Left out are the names of functions, of types behind `::`, of named arguments, and labels
  /// behind AS. Words that PostgreSQL reserves are no names; other keywords are, as far as a column
  /// may be named so.
  public static List<ColumnReference> in(String sql, Extent extent) {
    Tokens tokens = Tokens.of(sql, extent, true);
    List<ColumnReference> found = new ArrayList<>();
    int i = 0;
    while (i < tokens.count()) {
      if (!tokens.at(i).isIdentifier()) {
        i++;
        continue;
      }
      int end = end(tokens, i);
      Symbol before = tokens.at(i - 1);
      Symbol behind = tokens.at(end);
      boolean function = behind == Symbol.OPEN_PAREN || isNamedArgument(tokens, end);
      boolean other = before == Symbol.TYPECAST || before == Symbol.AS || before == Symbol.DOT;
      if (!function && !other && behind != Symbol.STRING) {
        found.add(reference(tokens, i, end));
      }
      i = end;
    }
    return List.copyOf(found);
  }

  private static boolean isNamedArgument(Tokens tokens, int index) {
    return tokens.is(index, "=>") || tokens.is(index, ":=");
  }

  /// The token behind a name.
  private static int end(Tokens tokens, int from) {
    int end = from + 1;
    while (tokens.at(end) == Symbol.DOT) {
      if (tokens.at(end + 1) == Symbol.STAR) {
        return end + 2;
      }
      if (!tokens.at(end + 1).isLabel()) {
        return end;
      }
      end += 2;
    }
    return end;
  }

  private static ColumnReference reference(Tokens tokens, int from, int end) {
    boolean star = tokens.at(end - 1) == Symbol.STAR;
    List<String> parts = new ArrayList<>();
    for (int i = from; i < (star ? end - 1 : end); i += 2) {
      parts.add(tokens.name(i));
    }
    return new ColumnReference(tokens.extent(from, end), List.copyOf(parts), star);
  }
}
