package io.pgveneer.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether servers can run in containers: an engine answers, and Testcontainers is on the class
/// path, which the demo does without.
final class Containers {
  private static final Logger LOG = LoggerFactory.getLogger(Containers.class);
  private static final String FACTORY = "org.testcontainers.DockerClientFactory";
  private static final boolean AVAILABLE = find();

  private Containers() {}

  /// Property `pgveneer.containers` set to `false` says no.
  static boolean available() {
    return AVAILABLE;
  }

  private static boolean find() {
    // Only there is the host's network the tests' own.
    boolean linux = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    boolean wanted = !"false".equals(System.getProperty("pgveneer.containers"));
    return linux && wanted && engineIsNamed() && engineAnswers();
  }

  /// Asked first, since Testcontainers takes seconds to find out that there is none.
  private static boolean engineIsNamed() {
    return System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
  }

  private static boolean engineAnswers() {
    try {
      Class<?> factory = Class.forName(FACTORY, false, Containers.class.getClassLoader());
      Containers.class.getModule().addReads(factory.getModule());
      return org.testcontainers.DockerClientFactory.instance().isDockerAvailable();
    } catch (ClassNotFoundException e) {
      LOG.debug("no Testcontainers here: {}", e.getMessage());
      return false;
    }
  }
}
