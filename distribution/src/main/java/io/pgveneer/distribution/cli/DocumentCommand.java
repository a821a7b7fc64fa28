package io.pgveneer.distribution.cli;

import com.typesafe.config.Config;
import io.pgveneer.api.PgveneerException;
import io.pgveneer.distribution.PreviewDocument;
import io.pgveneer.distribution.config.Configuration;
import io.pgveneer.distribution.config.Finding;
import io.pgveneer.distribution.config.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// A command that prints something that the preview tells of itself.
abstract class DocumentCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigOption config;

  @Option(names = "--json", description = "One JSON document instead of lines.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  DocumentCommand() {}

  abstract Config read(Settings settings);

  abstract String text(Config document);

  @Override
  public Integer call() {
    Configuration configuration = config.read();
    Settings settings = configuration.settings().orElse(null);
    if (settings == null) {
      configuration.findings().stream()
          .filter(Finding::isError)
          .forEach(finding -> spec.commandLine().getErr().println(finding.line()));
      return ExitCode.CONFIGURATION;
    }
    try {
      Config document = read(settings);
      spec.commandLine().getOut().println(json ? PreviewDocument.json(document) : text(document));
      return ExitCode.OK;
    } catch (PgveneerException e) {
      spec.commandLine().getErr().println(e.error().message());
      return ExitCode.FAILED;
    }
  }
}
