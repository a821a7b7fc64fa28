package io.pgveneer.distribution.cli;

import io.pgveneer.distribution.DatabaseFindings;
import io.pgveneer.distribution.config.Configuration;
import io.pgveneer.distribution.config.Finding;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Says what is wrong with a configuration and the two databases; changes nothing.")
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigOption config;

  @Option(names = "--json", description = "One JSON document instead of lines.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  CheckCommand() {}

  @Override
  public Integer call() {
    Configuration configuration = config.read();
    List<Finding> findings = new ArrayList<>(configuration.findings());
    int code;
    if (findings.stream().anyMatch(Finding::isError)) {
      code = ExitCode.CONFIGURATION;
    } else {
      List<Finding> more = DatabaseFindings.of(configuration);
      code = more.stream().anyMatch(Finding::isError) ? ExitCode.FAILED : ExitCode.OK;
      findings.addAll(more);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? FindingsJson.of(findings) : text(findings));
    return code;
  }

  private static String text(List<Finding> findings) {
    if (findings.isEmpty()) {
      return "The configuration and both databases are in order.";
    }
    return String.join("\n", findings.stream().map(Finding::line).toList());
  }
}
