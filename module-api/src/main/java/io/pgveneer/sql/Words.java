package io.pgveneer.sql;

/// Looks for words in texts as they are, however long: no copy in lower case is made.
public final class Words {
  private Words() {}

  /// Whether a text contains a word in whatever case.
  ///
  /// Looks for one of its characters first, by the JVM's own search: an underscore, which has no
  /// cases and is rare, or else its first letter.
  ///
  /// @param word begins with a letter of ASCII
  public static boolean contains(String text, String word) {
    int mark = Math.max(0, word.indexOf('_'));
    char lower = Character.toLowerCase(word.charAt(mark));
    char upper = Character.toUpperCase(lower);
    return contains(text, word, mark, lower)
        || (upper != lower && contains(text, word, mark, upper));
  }

  private static boolean contains(String text, String word, int mark, char marked) {
    for (int at = text.indexOf(marked, mark); at >= 0; at = text.indexOf(marked, at + 1)) {
      if (text.regionMatches(true, at - mark, word, 0, word.length())) {
        return true;
      }
    }
    return false;
  }
}
