package io.pgveneer.distribution.cli;

import io.pgveneer.distribution.config.Configuration;
import io.pgveneer.distribution.config.Finding;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Prepares the fresh database and takes connections until it is stopped.")
final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigOption config;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  ServeCommand() {}

  @Override
  public Integer call() {
    Configuration configuration = config.read();
    for (Finding finding : configuration.findings()) {
      spec.commandLine().getErr().println(finding.line());
    }
    return ExitCode.CONFIGURATION;
  }
}
