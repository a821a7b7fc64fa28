package io.pgveneer.distribution.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.wire.AllowList;
import io.pgveneer.wire.ClientRules;
import io.pgveneer.wire.Limits;
import io.pgveneer.wire.tls.TlsOffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
  private static final String URLS =
      """
      production.url = "postgresql://r:hunter2@prod/shop"
      fresh.url = "postgresql://w:hunter3@fresh/shop"
      """;

  @TempDir private Path directory;

  @Test
  void shouldReadHoconOverTheDefaults() throws IOException {
    // When
    Settings settings = hocon(URLS + "sequences { headroom = 5 }\nshutdown.grace = 2m\n").orThrow();

    // Then
    assertThat(settings.production().url().host()).isEqualTo("prod");
    assertThat(settings.fresh().url().host()).isEqualTo("fresh");
    assertThat(settings.sequenceHeadroom()).isEqualTo(5);
    assertThat(settings.shutdownGrace()).isEqualTo(Duration.ofMinutes(2));
    assertThat(settings.listen()).isEqualTo(new Address("127.0.0.1", 6432));
    assertThat(settings.setup().patience()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void shouldReadYamlIntoTheSameSettings() throws IOException {
    // Given
    String yaml =
        """
        production:
          url: postgresql://r:hunter2@prod/shop
        fresh.url: postgresql://w:hunter3@fresh/shop
        sequences: {headroom: 5}
        shutdown:
          grace: 2m
        """;

    // When
    Settings settings = read("config.yaml", yaml, Map.of()).orThrow();

    // Then
    assertThat(settings)
        .isEqualTo(hocon(URLS + "sequences.headroom = 5\nshutdown.grace = 120s").orThrow());
  }

  @Test
  void shouldReadWhoMayComeIn() throws IOException {
    // Given
    String lists =
        "clients { max = 50, wait = 2s, users = [app, admin], addresses = [10.0.0.0/8] }\n";
    Map<String, String> environment = Map.of("PGVENEER_CLIENTS_DATABASES", "shop, other");

    // When
    ClientRules rules = read("pgveneer.conf", URLS + lists, environment).orThrow().clients();

    // Then
    assertThat(rules.limits()).isEqualTo(new Limits(50, 0, 0, Duration.ofSeconds(2)));
    assertThat(rules.allowed())
        .isEqualTo(
            new AllowList(Set.of("app", "admin"), Set.of("shop", "other"), List.of("10.0.0.0/8")));
    assertThat(hocon(URLS).orThrow().clients().allowed()).isEqualTo(AllowList.EVERYBODY);
    assertThat(hocon(URLS + "clients.addresses = [here]").findings())
        .singleElement()
        .satisfies(f -> assertThat(f.problem()).isEqualTo("'here' is no network"));
    assertThat(hocon(URLS + "clients.users = { a = b }").findings()).isNotEmpty();
  }

  @Test
  void shouldReadTheEncryptionOfClients() throws IOException {
    // Given
    Path certificate = Files.writeString(directory.resolve("c.crt"), "c");
    Path key = Files.writeString(directory.resolve("c.key"), "k");
    String files = "tls { certificate = \"" + certificate + "\", key = \"" + key + "\" }\n";

    // Then
    assertThat(hocon(URLS + files + "tls.mode = require").orThrow().clients().tls())
        .isEqualTo(new TlsOffer(TlsOffer.Mode.REQUIRE, certificate, key, null, false));
    assertThat(hocon(URLS).orThrow().clients().tls().mode()).isEqualTo(TlsOffer.Mode.DISABLE);
    assertThat(hocon(URLS + "tls.mode = allow").findings())
        .singleElement()
        .satisfies(f -> assertThat(f.problem()).contains("wants a certificate and its key"));
    assertThat(hocon(URLS + files + "tls.mode = sometimes").findings())
        .singleElement()
        .satisfies(f -> assertThat(f.line()).contains("tls.mode").contains("allow or require"));
    assertThat(hocon(URLS + "tls { mode = allow, certificate = nowhere.crt, key = x }").findings())
        .anySatisfy(f -> assertThat(f.problem()).contains("there is no file nowhere.crt"));
    String optional = files + "tls { mode = allow, client-authority = \"" + certificate + "\" }\n";
    assertThat(hocon(URLS + optional).findings())
        .singleElement()
        .satisfies(f -> assertThat(f.key()).isEqualTo("tls.client-authority"));
    String lenient = optional + "tls.client-certificate-required = false";
    assertThat(hocon(URLS + lenient).orThrow().clients().tls().clientAuthority())
        .isEqualTo(certificate);
  }

  @Test
  void shouldPreferTheEnvironment() throws IOException {
    // When
    Settings settings =
        read(
                "pgveneer.conf",
                URLS,
                Map.of(
                    "PGVENEER_LISTEN", "[::1]:7000",
                    "PGVENEER_SEQUENCES_HEADROOM", "0",
                    "PGVENEER_SETUP_POOL_SIZE", "3",
                    "PGVENEER_PRODUCTION_PASSWORD", "other"))
            .orThrow();

    // Then
    assertThat(settings.listen()).isEqualTo(new Address("::1", 7000));
    assertThat(settings.sequenceHeadroom()).isZero();
    assertThat(settings.setup().poolSize()).isEqualTo(3);
    assertThat(settings.production().url().password()).isEqualTo(new Secret("other"));
  }

  @Test
  void shouldNeedNoFile() {
    // When
    Configuration configuration =
        Configuration.read(
            null,
            Map.of(
                "PGVENEER_PRODUCTION_URL", "postgresql://u@a/x",
                "PGVENEER_FRESH_URL", "postgresql://u@b/x"));

    // Then
    assertThat(configuration.findings()).isEmpty();
    assertThat(configuration.settings()).isPresent();
  }

  @Test
  void shouldTellUnknownKeysWithTheirLineAndTheNearestKey() throws IOException {
    assertThat(hocon(URLS + "\nsequences {\n  headrom = 5\n}\n").findings())
        .extracting(Finding::line)
        .containsExactly(
            "error: sequences.headrom (pgveneer.conf:5): there is no such setting: did you mean"
                + " sequences.headroom?");
  }

  @Test
  void shouldTellEveryBadValueWithItsLine() throws IOException {
    // Given
    String yaml =
        """
        production:
          url: postgresql://r@prod/shop
        fresh:
          url: mysql://w:hunter3@fresh/shop
        listen: 6432
        sequences:
          headroom: -1
        setup:
          patience: 10
          pool-size: [1, 2]
        """;

    // When
    List<Finding> findings = read("config.yaml", yaml, Map.of()).findings();

    // Then
    assertThat(findings)
        .extracting(finding -> finding.key() + " " + finding.origin() + " " + finding.problem())
        .containsExactlyInAnyOrder(
            "fresh.url config.yaml:4 it does not begin with postgresql://",
            "listen config.yaml:5 '6432' is not host:port",
            "sequences.headroom config.yaml:7 -1 is less than the minimum, 0",
            "setup.patience config.yaml:9 '10' is not a duration with a unit",
            "setup.pool-size config.yaml:10 it is not a single value");
  }

  @Test
  void shouldTellMissingUrlsAndHowToSetThem() {
    assertThat(Configuration.read(null, Map.of()).findings())
        .extracting(Finding::line)
        .containsExactly(
            "error: production.url: it is not set: set it, or PGVENEER_PRODUCTION_URL",
            "error: fresh.url: it is not set: set it, or PGVENEER_FRESH_URL");
  }

  @Test
  void shouldRefuseOneDatabaseForBothSides() throws IOException {
    assertThat(
            hocon(
                    "production.url = \"postgresql://a@h/x\"\n"
                        + "fresh.url = \"postgresql://b@h:5432/x\"")
                .findings())
        .extracting(Finding::problem)
        .containsExactly("it is the same database as production.url");
  }

  @Test
  void shouldWarnOfAnEnvironmentVariableThatSetsNothing() throws IOException {
    // When
    Configuration configuration =
        read("pgveneer.conf", URLS, Map.of("PGVENEER_SEQUENCE_HEADROOM", "1"));

    // Then
    assertThat(configuration.settings()).isPresent();
    assertThat(configuration.findings())
        .extracting(Finding::advice)
        .containsExactly("did you mean PGVENEER_SEQUENCES_HEADROOM?");
  }

  @Test
  void shouldNeverShowAPasswordWhateverIsWrong() throws IOException {
    for (String text :
        List.of(
            "production.url = postgresql://r:hunter2@prod/shop",
            "production.url = \"postgresql://r:hunter2@prod",
            "production { url = \"postgresql://r:hunter2@prod:x/shop\" ",
            "production.url = \"postgresql://r:hunter2@prod:x/shop\"",
            "production.url = ${hunter2}",
            "production.url { password = hunter2 }",
            "production.password = [hunter2]")) {
      // When
      Configuration hocon = hocon(text);
      Configuration yaml = read("config.yaml", text.replace(" =", ":"), Map.of());

      // Then
      assertThat(hocon.findings()).isNotEmpty();
      assertThat(hocon.toString() + yaml).doesNotContain("hunter2");
    }
    assertThat(hocon(URLS).toString()).doesNotContain("hunter");
  }

  @Test
  void shouldTellTheLineOfASyntaxError() throws IOException {
    assertThat(hocon("listen = \"a:1\"\nx = = }\n").findings())
        .extracting(Finding::origin)
        .containsExactly("pgveneer.conf:2");
    assertThat(read("c.yml", "listen: \"x\"\na: [\n", Map.of()).findings())
        .extracting(Finding::origin)
        .containsExactly("c.yml:3");
  }

  @Test
  void shouldTellAMissingFile() {
    assertThat(Configuration.read(directory.resolve("none.conf"), Map.of()).findings())
        .extracting(Finding::problem)
        .containsExactly("there is no such file");
  }

  private Configuration hocon(String text) throws IOException {
    return read("pgveneer.conf", text, Map.of());
  }

  private Configuration read(String name, String text, Map<String, String> environment)
      throws IOException {
    return Configuration.read(Files.writeString(directory.resolve(name), text), environment);
  }
}
