package io.pgveneer.equivalence.run;

import io.pgveneer.equivalence.client.Endpoint;
import io.pgveneer.equivalence.client.RawClient;
import io.pgveneer.equivalence.client.Reply;
import io.pgveneer.equivalence.script.Step;
import io.pgveneer.testkit.Database;
import io.pgveneer.testkit.PostgresqlServer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One production, from which copies and previews are made quickly, one pair after the other: a
/// database is copied from a template, and a preview is set up once and copied then.
public final class Stage implements AutoCloseable {
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final PostgresqlServer server;
  private final Preview.Factory factory;
  private final Headroom headroom;
  private final Database production;
  private final Database pristine;
  private final Database prepared;

  /// A copy and a preview of the stage's production.
  public final class Pair implements AutoCloseable {
    private final Database copy;
    private final Database fresh;
    private final Preview preview;

    private Pair() throws SQLException {
      copy = Stage.copy(server, pristine);
      fresh = Stage.copy(server, prepared);
      preview = factory.start(reader(), Endpoint.of(fresh), headroom);
    }

    public Endpoint copy() {
      return Endpoint.of(copy);
    }

    public Endpoint fresh() {
      return Endpoint.of(fresh);
    }

    public Endpoint preview() {
      return preview.endpoint();
    }

    @Override
    public void close() throws SQLException {
      preview.close();
      server.drop(copy);
      server.drop(fresh);
    }
  }

  /// @param fill makes production's schema and rows
  public Stage(
      PostgresqlServer server, Preview.Factory factory, Headroom headroom, Consumer<RawClient> fill)
      throws IOException, SQLException {
    this.server = server;
    this.factory = factory;
    this.headroom = headroom;
    this.production = server.createDatabase();
    try (RawClient client = RawClient.open(Endpoint.of(production), Session.PATIENCE)) {
      fill.accept(client);
    }
    this.pristine = copy(server, production);
    this.prepared = server.createDatabase();
    factory.start(reader(), Endpoint.of(prepared), headroom).close();
    headroom.follow(Endpoint.of(prepared), Endpoint.of(pristine));
  }

  public Pair pair() throws SQLException {
    return new Pair();
  }

  /// A text that changes when production does.
  public String seal() throws IOException {
    return ProductionSeal.of(Endpoint.of(production));
  }

  /// The first cell of a query's first row; null where there is none.
  public static @Nullable String cell(RawClient client, String sql) {
    return rows(client, sql).stream().findFirst().map(List::getFirst).orElse(null);
  }

  private Endpoint reader() {
    return Endpoint.of(production.as("reader", "reader"));
  }

  /// Whether a statement succeeds.
  public static boolean execute(RawClient client, String sql) {
    return Conversation.hold(client, Mode.SIMPLE, new Step.Statement(sql, null)).stream()
        .noneMatch(reply -> reply instanceof Reply.Failure || reply instanceof Reply.Closed);
  }

  /// Plays steps, whatever comes of each.
  public static void play(RawClient client, List<Step> steps) {
    steps.forEach(step -> Conversation.hold(client, Mode.SIMPLE, step.action()));
  }

  /// The rows that a query gives.
  public static List<List<String>> rows(RawClient client, String sql) {
    return Conversation.hold(client, Mode.SIMPLE, new Step.Statement(sql, null)).stream()
        .filter(Reply.Row.class::isInstance)
        .map(row -> ((Reply.Row) row).cells())
        .toList();
  }

  private static Database copy(PostgresqlServer server, Database template) throws SQLException {
    String name = template.name() + "_" + NUMBERS.incrementAndGet();
    server.administration().execute("CREATE DATABASE " + name + " TEMPLATE " + template.name());
    return server.database(name);
  }

  @Override
  public void close() throws SQLException {
    server.drop(prepared);
    server.drop(pristine);
    server.drop(production);
  }
}
