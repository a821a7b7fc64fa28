package io.pgveneer.distribution.cli;

import io.pgveneer.testkit.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/// Runs commands of the command line in this JVM.
final class Commands {
  private Commands() {}

  /// @param folder for the configuration
  /// @return what the command printed, errors too
  static String run(
      Path folder, Database production, Database fresh, String command, String... arguments)
      throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("pgveneer.conf"),
            "production.url = \"%s\"\nfresh.url = \"%s\"\n"
                .formatted(production.uri(), fresh.uri()));
    List<String> words = new ArrayList<>(List.of(command, "--config", file.toString()));
    words.addAll(List.of(arguments));
    StringWriter output = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(output));
    line.setErr(new PrintWriter(output));
    line.execute(words.toArray(String[]::new));
    return output.toString();
  }
}
