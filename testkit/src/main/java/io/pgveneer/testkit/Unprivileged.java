package io.pgveneer.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// PostgreSQL refuses to run as root, which is what containers give us: how to run it as somebody
/// else there.
///
/// @param prefix put before every command
/// @param changesOwner files that the server writes or owns must be given to [#NOBODY] first
record Unprivileged(List<String> prefix, boolean changesOwner) {
  private static final int NOBODY = 65534;
  private static final Unprivileged CURRENT = detect();

  static Unprivileged current() {
    return CURRENT;
  }

  List<String> command(String... words) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of(words));
    return command;
  }

  void give(Path directory) throws IOException {
    if (!changesOwner) {
      return;
    }
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.toList()) {
        Files.setAttribute(path, "unix:uid", NOBODY);
        Files.setAttribute(path, "unix:gid", NOBODY);
      }
    }
  }

  private static Unprivileged detect() {
    if (!isRoot()) {
      return new Unprivileged(List.of(), false);
    }
    List<String> namespace = List.of("unshare", "-U");
    if (works(namespace)) {
      return new Unprivileged(namespace, false);
    }
    List<String> nobody =
        List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
    if (works(nobody)) {
      return new Unprivileged(nobody, true);
    }
    throw new IllegalStateException(
        "PostgreSQL does not run as root, and neither unshare nor setpriv works here: be another"
            + " user");
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static boolean works(List<String> prefix) {
    List<String> command = new ArrayList<>(prefix);
    command.add("true");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
