package io.pgveneer.distribution.cli;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command `pgveneer`.
@Command(
    name = "pgveneer",
    description = "A writable veneer over a production PostgreSQL.",
    subcommands = {
      ServeCommand.class,
      CheckCommand.class,
      StatusCommand.class,
      ReportCommand.class,
      ExplainCommand.class,
      VersionCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Without a command, pgveneer serves.",
      "Exit codes: 0 done, 1 a database or the machine failed it, 2 wrong command line, 3 wrong"
          + " configuration."
    })
public final class Main {
  private static final Set<String> ALONE = Set.of("-h", "--help", "-V", "--version");

  private Main() {}

  public static void main(String[] arguments) {
    int code = commandLine().execute(withDefault(arguments));
    Runtime.getRuntime().exit(code);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main());
  }

  /// `serve` in front of arguments that name no command.
  static String[] withDefault(String[] arguments) {
    List<String> given = List.of(arguments);
    boolean named =
        !given.isEmpty()
            && (ALONE.contains(given.getFirst())
                || commandLine().getSubcommands().containsKey(given.getFirst()));
    return named
        ? arguments
        : Stream.concat(Stream.of("serve"), given.stream()).toArray(String[]::new);
  }
}
