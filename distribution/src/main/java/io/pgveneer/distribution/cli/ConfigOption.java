package io.pgveneer.distribution.cli;

import io.pgveneer.distribution.config.Configuration;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `--config FILE`, shared by the commands.
final class ConfigOption {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = {
        "HOCON (pgveneer.conf) or YAML (config.yaml).",
        "Default: pgveneer.conf or config.yaml in this folder or conf/; else the environment alone."
      })
  private @Nullable Path file;

  ConfigOption() {}

  Configuration read() {
    return Configuration.read(file == null ? usualPlace() : file, System.getenv());
  }

  private static @Nullable Path usualPlace() {
    String home = System.getProperty("pgveneer.home", "");
    for (Path folder : new Path[] {Path.of(""), Path.of("conf"), Path.of(home, "conf")}) {
      for (String name : new String[] {"pgveneer.conf", "config.yaml"}) {
        Path file = folder.resolve(name);
        if (Files.isRegularFile(file)) {
          return file;
        }
      }
    }
    return null;
  }
}
