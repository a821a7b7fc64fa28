package io.pgveneer.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How to start a server.
///
/// @param major PostgreSQL's major version
/// @param authentication method in `pg_hba.conf` for all connections: `trust`, `password`, `md5`,
///   `scram-sha-256`
/// @param hostRules lines of `pg_hba.conf` that come before the rule for all connections
/// @param settings of `postgresql.conf`
/// @param files texts in the data directory by their names, such as certificates; only the server
///   may read them
/// @param dataDirectory where to keep the data; null for a directory that goes with the server
/// @param port to listen on; 0 for any free one
/// @param progress told what is being done, in a few words, before each step that takes a while
public record ServerOptions(
    int major,
    String authentication,
    List<String> hostRules,
    Map<String, String> settings,
    Map<String, String> files,
    @Nullable Path dataDirectory,
    int port,
    Consumer<String> progress) {

  public static ServerOptions of(int major) {
    return new ServerOptions(
        major, "scram-sha-256", List.of(), Map.of(), Map.of(), null, 0, ServerOptions::ignore);
  }

  public ServerOptions withAuthentication(String method) {
    return new ServerOptions(
        major, method, hostRules, settings, files, dataDirectory, port, progress);
  }

  public ServerOptions withHostRules(String... rules) {
    return new ServerOptions(
        major, authentication, List.of(rules), settings, files, dataDirectory, port, progress);
  }

  public ServerOptions with(String setting, String value) {
    Map<String, String> more = new TreeMap<>(settings);
    more.put(setting, value);
    return new ServerOptions(
        major, authentication, hostRules, Map.copyOf(more), files, dataDirectory, port, progress);
  }

  public ServerOptions withFile(String name, String text) {
    Map<String, String> more = new TreeMap<>(files);
    more.put(name, text);
    return new ServerOptions(
        major,
        authentication,
        hostRules,
        settings,
        Map.copyOf(more),
        dataDirectory,
        port,
        progress);
  }

  public ServerOptions withDataDirectory(Path directory) {
    return new ServerOptions(
        major, authentication, hostRules, settings, files, directory, port, progress);
  }

  public ServerOptions withPort(int number) {
    return new ServerOptions(
        major, authentication, hostRules, settings, files, dataDirectory, number, progress);
  }

  public ServerOptions withProgress(Consumer<String> listener) {
    return new ServerOptions(
        major, authentication, hostRules, settings, files, dataDirectory, port, listener);
  }

  private static void ignore(String step) {}
}
