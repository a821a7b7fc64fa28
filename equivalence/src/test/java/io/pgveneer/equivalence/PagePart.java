package io.pgveneer.equivalence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A part of `docs/compatibility.md` that runs write.
///
/// @param name in the comments around it
record PagePart(String name) {
  static final Path PAGE = Path.of("..", "docs", "compatibility.md");

  /// Whether runs are to write what they find.
  static boolean isWritten() {
    return Boolean.getBoolean("pgveneer.write-docs");
  }

  String read() throws IOException {
    String page = Files.readString(PAGE);
    return page.substring(from(page), to(page));
  }

  void write(String text) throws IOException {
    String page = Files.readString(PAGE);
    Files.writeString(PAGE, page.substring(0, from(page)) + text + page.substring(to(page)));
  }

  private int from(String page) {
    String begin = "<!-- " + name + ": begin -->\n";
    return page.indexOf(begin) + begin.length();
  }

  private int to(String page) {
    return page.indexOf("<!-- " + name + ": end -->");
  }
}
