package io.pgveneer.equivalence.run;

import io.pgveneer.equivalence.client.Endpoint;
import io.pgveneer.equivalence.client.RawClient;
import io.pgveneer.equivalence.client.Reply;
import io.pgveneer.equivalence.script.Case;
import io.pgveneer.equivalence.script.Step;
import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.PostgresqlServer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// A server on which cases run: each on a production, a copy of it, and a preview of it.
///
/// Roles `alice` and `bob` exist, each with its name for a password; `reader` is whom the preview
/// reads production as.
///
/// Threads: any, each case on databases of its own.
public final class Arena {
  private static final String ROLES =
      """
      DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reader') THEN
          CREATE ROLE reader LOGIN BYPASSRLS PASSWORD 'reader' IN ROLE pg_read_all_data;
          CREATE ROLE alice LOGIN PASSWORD 'alice';
          CREATE ROLE bob LOGIN PASSWORD 'bob';
        END IF;
      END $$
      """;

  private final PostgresqlServer server;
  private final Preview.Factory factory;

  public Arena(PostgresqlServer server, Preview.Factory factory) throws SQLException {
    this.server = server;
    this.factory = factory;
    makeRoles(server);
  }

  /// Makes the roles that cases may use.
  public static void makeRoles(PostgresqlServer server) throws SQLException {
    server.administration().execute(ROLES);
  }

  /// Runs a case, by the extended protocol with sequences ahead of production's.
  ///
  /// Errors: IllegalStateException when its set-up fails or the preview does not start.
  ///
  /// @param limit after so many differences the rest of the case is left out
  public List<Difference> run(Case subject, Mode mode, int limit) throws IOException, SQLException {
    return play(
        subject.setup(),
        Headroom.of(mode),
        (preview, copy, fresh) -> compare(subject, mode, limit, preview, copy, fresh));
  }

  /// Work to be done once on a preview and once on a copy.
  @FunctionalInterface
  public interface Work {
    /// @return what it told, line by line
    List<String> on(Endpoint endpoint) throws IOException, SQLException;
  }

  /// Has the same work done on a preview of a production and on a copy of it, and compares what it
  /// told and what is there afterwards.
  ///
  /// Errors: IllegalStateException when the set-up fails or the preview does not start.
  public List<Difference> rehearse(String name, String sql, Work work)
      throws IOException, SQLException {
    Case nothing = new Case(name, sql, List.of(), 0, Integer.MAX_VALUE);
    return play(
        sql,
        Headroom.NONE,
        (preview, copy, fresh) -> {
          List<Difference> differences = new ArrayList<>();
          List<String> theirs = work.on(copy);
          List<String> ours = work.on(preview.endpoint());
          if (!theirs.equals(ours)) {
            differences.add(new Difference(name, "(told)", theirs, ours));
          }
          differences.addAll(
              compare(nothing, Mode.SIMPLE, Integer.MAX_VALUE, preview, copy, fresh));
          return differences;
        });
  }

  private interface Comparison {
    List<Difference> on(Preview preview, Endpoint copy, Endpoint fresh)
        throws IOException, SQLException;
  }

  /// Makes a production, a copy and a preview of it, and tells whether production was written.
  private List<Difference> play(String setup, Headroom headroom, Comparison comparison)
      throws IOException, SQLException {
    Database source = production(setup);
    Database copy = copyOf(source);
    Database fresh = server.createDatabase();
    try {
      String before = ProductionSeal.of(Endpoint.of(source));
      List<Difference> differences = new ArrayList<>();
      try (Preview preview =
          factory.start(Endpoint.of(source.as("reader", "reader")), Endpoint.of(fresh), headroom)) {
        headroom.follow(Endpoint.of(fresh), Endpoint.of(copy));
        differences.addAll(comparison.on(preview, Endpoint.of(copy), Endpoint.of(fresh)));
      }
      String after = ProductionSeal.of(Endpoint.of(source));
      if (!after.equals(before)) {
        differences.add(
            new Difference(
                "production", "(changed)", before.lines().toList(), after.lines().toList()));
      }
      return differences;
    } finally {
      server.drop(source);
      server.drop(copy);
      server.drop(fresh);
    }
  }

  private static List<Difference> compare(
      Case subject, Mode mode, int limit, Preview preview, Endpoint copy, Endpoint fresh)
      throws IOException {
    try (Side theirs = Side.of(copy, copy, mode);
        Side ours = Side.of(preview.endpoint(), fresh, mode);
        RawClient direct = RawClient.open(copy, Session.PATIENCE)) {
      Runner runner = new Runner(theirs, ours, limit);
      List<Difference> differences = runner.run(subject);
      theirs.endSessions();
      ours.endSessions();
      if (differences.size() < limit) {
        FinalState.compare(runner, direct);
      }
      return differences;
    }
  }

  private Database production(String sql) throws IOException {
    Database production = server.createDatabase();
    try (RawClient client = RawClient.open(Endpoint.of(production), Session.PATIENCE)) {
      execute(client, sql);
      execute(client, "SELECT pg_stat_force_next_flush()");
      execute(client, "SELECT 1");
    }
    return production;
  }

  private static void execute(RawClient client, String sql) {
    for (Reply reply : Conversation.hold(client, Mode.SIMPLE, new Step.Statement(sql, null))) {
      if (reply instanceof Reply.Failure failure) {
        throw new IllegalStateException("set-up failed: " + failure.fields());
      }
    }
  }

  private Database copyOf(Database production) throws SQLException {
    String name = production.name() + "_copy";
    server.administration().execute("CREATE DATABASE " + name + " TEMPLATE " + production.name());
    return server.database(name);
  }
}
