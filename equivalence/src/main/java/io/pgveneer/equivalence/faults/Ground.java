package io.pgveneer.equivalence.faults;

import io.pgveneer.equivalence.client.Endpoint;
import io.pgveneer.equivalence.client.RawClient;
import io.pgveneer.equivalence.explore.Trial;
import io.pgveneer.equivalence.generate.Functions;
import io.pgveneer.equivalence.generate.Setups;
import io.pgveneer.equivalence.run.Arena;
import io.pgveneer.equivalence.run.Headroom;
import io.pgveneer.equivalence.run.ProxyProcess;
import io.pgveneer.equivalence.run.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Three servers, for production, the fresh database and a plain copy, and a proxy for one
/// production after the other.
final class Ground implements AutoCloseable {
  final Site production;
  final Site fresh;
  final Site copy;
  private final int major;
  private final Path log;
  private String name = "postgres";
  private @Nullable ProxyProcess proxy;

  /// @param log where the proxies' output goes
  Ground(int major, Path log) throws IOException, SQLException {
    this.major = major;
    this.log = log;
    production = new Site(major);
    fresh = new Site(major);
    copy = new Site(major);
    for (Site site : List.of(production, fresh, copy)) {
      Arena.makeRoles(site.server());
    }
  }

  int major() {
    return major;
  }

  Functions functions() throws IOException, SQLException {
    copy.server().administration().execute("CREATE DATABASE scratch");
    try (RawClient client = copy.connect("scratch")) {
      Setups.prelude().forEach(sql -> Stage.execute(client, sql));
      return Functions.read(client);
    }
  }

  /// Makes a production with its copy and an empty database; the proxy is not started yet.
  ProxyProcess make(long seed, Functions functions, Headroom headroom)
      throws IOException, SQLException {
    name = "p" + seed;
    for (Site site : List.of(production, fresh, copy)) {
      site.server().administration().execute("CREATE DATABASE " + name);
    }
    for (Site site : List.of(production, copy)) {
      try (RawClient client = site.connect(name)) {
        Setups.make(seed, functions, major, new Trial(client));
        // a crash must not move its sequences
        Stage.execute(client, "CHECKPOINT");
      }
    }
    proxy =
        new ProxyProcess(
            production.database(name).as("reader", "reader"), freshDatabase(), headroom, log);
    return proxy;
  }

  ProxyProcess proxy() {
    if (proxy == null) {
      throw new IllegalStateException("no production has been made");
    }
    return proxy;
  }

  /// Takes away what [#make] has made.
  void clear() throws SQLException {
    proxy().close();
    for (Site site : List.of(production, fresh, copy)) {
      site.server().drop(site.server().database(name));
    }
  }

  Endpoint copyDatabase() {
    return copy.database(name);
  }

  Endpoint freshDatabase() {
    return fresh.database(name);
  }

  Endpoint productionDatabase() {
    return production.database(name);
  }

  Endpoint preview() {
    return proxy().endpoint();
  }

  /// The rows of a query in the fresh database, past the proxy.
  List<List<String>> askFresh(String sql) throws IOException {
    return fresh.ask(name, sql);
  }

  /// The rows of a query in production.
  List<List<String>> askProduction(String sql) throws IOException {
    return production.ask(name, sql);
  }

  @Override
  public void close() throws IOException {
    if (proxy != null) {
      proxy.close();
    }
    production.close();
    fresh.close();
    copy.close();
  }
}
