package io.pgveneer.testkit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Servers shared by the whole JVM, one for each major, started when first asked for.
///
/// Superuser `postgres`, password `postgres`. A test that changes roles or server settings starts
/// its own.
public final class Postgresql {
  private static final Map<Integer, PostgresqlServer> SERVERS = new ConcurrentHashMap<>();

  private Postgresql() {}

  public static PostgresqlServer major(int major) {
    return SERVERS.computeIfAbsent(major, PostgresqlServer::start);
  }
}
