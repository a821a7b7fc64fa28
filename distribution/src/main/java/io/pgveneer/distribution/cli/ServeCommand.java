package io.pgveneer.distribution.cli;

import io.pgveneer.api.PgveneerException;
import io.pgveneer.distribution.Pgveneer;
import io.pgveneer.distribution.config.Configuration;
import io.pgveneer.distribution.config.Finding;
import io.pgveneer.distribution.config.Settings;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
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
  public Integer call() throws InterruptedException {
    Configuration configuration = config.read();
    for (Finding finding : configuration.findings()) {
      spec.commandLine().getErr().println(finding.line());
    }
    Optional<Settings> settings = configuration.settings();
    return settings.isPresent() ? serve(settings.get()) : ExitCode.CONFIGURATION;
  }

  private static int serve(Settings settings) throws InterruptedException {
    // Before the first logger is made: logback.xml reads it.
    System.setProperty("pgveneer.log.level", settings.logLevel());
    try {
      Termination.stopsCleanly(Pgveneer.start(settings));
    } catch (PgveneerException e) {
      LoggerFactory.getLogger(Pgveneer.class).error(message(e));
      return e.category() == PgveneerException.Category.USER
          ? ExitCode.CONFIGURATION
          : ExitCode.FAILED;
    }
    new CountDownLatch(1).await();
    return ExitCode.OK;
  }

  private static String message(PgveneerException e) {
    String hint = e.error().hint();
    return e.error().message() + (hint == null ? "" : " (" + hint + ")");
  }
}
