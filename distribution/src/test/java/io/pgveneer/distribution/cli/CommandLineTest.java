package io.pgveneer.distribution.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {
  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @TempDir private Path directory;

  @Test
  void shouldTellEachFindingAndExitWithTheCodeForConfigurations() throws IOException {
    // When
    int code = run("check", "--config", file("listen = nowhere\n").toString());

    // Then
    assertThat(code).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(output.toString())
        .contains("error: listen (pgveneer.conf:1): 'nowhere' is not host:port")
        .contains("error: production.url: it is not set");
  }

  @Test
  void shouldTellFindingsAsJson() throws IOException {
    // When
    int code = run("check", "--json", "--config", file("listne = 1\n").toString());

    // Then
    assertThat(code).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(output.toString())
        .startsWith("{")
        .contains("\"ok\" : false")
        .contains("\"origin\" : \"pgveneer.conf:1\"")
        .contains("did you mean listen?");
  }

  @Test
  void shouldNotServeWithAWrongConfiguration() throws IOException {
    // When
    int code = run("serve", "--config", file("listen = nowhere\n").toString());

    // Then
    assertThat(code).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(errors.toString()).contains("error: listen (pgveneer.conf:1)");
  }

  @Test
  void shouldRefuseAnUnknownOption() {
    assertThat(run("serve", "--confg", "x")).isEqualTo(ExitCode.USAGE);
    assertThat(errors.toString()).contains("--confg");
  }

  @Test
  void shouldServeWhereNoCommandIsNamed() {
    assertThat(Main.withDefault(new String[] {"--config", "x"}))
        .containsExactly("serve", "--config", "x");
    assertThat(Main.withDefault(new String[] {"check"})).containsExactly("check");
    assertThat(Main.withDefault(new String[] {"--help"})).containsExactly("--help");
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(output));
    line.setErr(new PrintWriter(errors));
    return line.execute(arguments);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("pgveneer.conf"), text);
  }
}
