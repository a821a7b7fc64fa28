package io.pgveneer.distribution.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "version", description = "Prints the version of pgveneer and of Java.")
final class VersionCommand implements Runnable {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  VersionCommand() {}

  @Override
  public void run() {
    spec.commandLine()
        .getOut()
        .println("pgveneer " + Version.text() + ", Java " + Runtime.version());
  }
}
