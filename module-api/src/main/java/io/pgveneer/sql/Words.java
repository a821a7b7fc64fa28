package io.pgveneer.sql;

/// Looks for words in texts as they are, however long: no copy in lower case is made.
public final class Words {
  private Words() {}

  /// Whether a text contains a word in whatever case.
  ///
  /// @param word begins with a letter of ASCII and ends with one or with a digit
  public static boolean contains(String text, String word) {
    int length = word.length();
    int first = word.charAt(0) | ' ';
    int last = word.charAt(length - 1) | ' ';
    for (int i = text.length() - length; i >= 0; i--) {
      if ((text.charAt(i) | ' ') == first
          && (text.charAt(i + length - 1) | ' ') == last
          && text.regionMatches(true, i, word, 0, length)) {
        return true;
      }
    }
    return false;
  }
}
