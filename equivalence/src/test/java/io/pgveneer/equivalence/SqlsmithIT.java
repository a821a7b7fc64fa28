package io.pgveneer.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgveneer.equivalence.client.Messages;
import io.pgveneer.equivalence.client.RawClient;
import io.pgveneer.equivalence.client.Reply;
import io.pgveneer.equivalence.explore.Sqlsmith;
import io.pgveneer.equivalence.run.Arena;
import io.pgveneer.equivalence.run.Headroom;
import io.pgveneer.equivalence.run.ProductLayer;
import io.pgveneer.equivalence.run.Stage;
import io.pgveneer.equivalence.script.Statements;
import io.pgveneer.testkit.PostgresqlServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What sqlsmith asks of the shop, after changes of every kind, a preview answers as a copy does.
///
/// `.ci/smith` installs it. Files and differences are in `target/smith`.
final class SqlsmithIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Path FOLDER = Path.of("target", "smith");

  @ParameterizedTest
  @MethodSource("io.pgveneer.testkit.Majors#oldestAndNewest")
  void shouldAnswerAsACopyDoes(int major, TestReporter reporter) throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/sqlsmith")), ".ci/smith has not run");
    Path folder = Files.createDirectories(FOLDER);
    long seed = Long.getLong("pgveneer.seed", RandomGenerator.getDefault().nextInt(1_000_000_000));
    Map<String, List<String>> different = new TreeMap<>();
    int compared = 0;
    int succeeded = 0;
    List<String> queries;

    try (PostgresqlServer server = PostgresqlServer.start(major)) {
      Arena.makeRoles(server);
      String setup = CaseFiles.text(CaseFiles.RESOURCES.resolve("fixtures/shop.sql"));
      try (Stage stage =
              new Stage(server, new ProductLayer(), Headroom.NONE, client -> run(client, setup));
          Stage.Pair pair = stage.pair();
          Stage.Pair other = stage.pair();
          RawClient copy = RawClient.open(pair.copy(), PATIENCE);
          RawClient control = RawClient.open(other.copy(), PATIENCE);
          RawClient preview = RawClient.open(pair.preview(), PATIENCE)) {
        String changes = CaseFiles.text(CaseFiles.RESOURCES.resolve("fixtures/shop-changes.sql"));
        run(copy, changes);
        run(control, changes);
        run(preview, changes);
        int count = Integer.getInteger("pgveneer.queries", 1000);
        queries =
            new Sqlsmith(pair.copy())
                .queries(seed, count, folder.resolve(major + "-" + seed + ".sql"));
        for (String query : queries) {
          String theirs = answer(copy, query);
          if (!isSame(query, theirs, answer(control, query))) {
            // two copies differ in it
            continue;
          }
          String ours = answer(preview, query);
          compared++;
          succeeded += theirs.startsWith("rows") && ours.startsWith("rows") ? 1 : 0;
          if (!isSame(query, theirs, ours)) {
            different
                .computeIfAbsent(kind(theirs) + " / " + kind(ours), kind -> new ArrayList<>())
                .add(query);
          }
        }
      }
    }

    String told =
        different.entrySet().stream()
            .map(entry -> entry.getValue().size() + " × " + entry.getKey() + "\n" + shortest(entry))
            .collect(Collectors.joining("\n\n"));
    Files.writeString(folder.resolve(major + "-" + seed + ".txt"), told);
    reporter.publishEntry(
        "PostgreSQL " + major + ", seed " + seed,
        compared
            + " queries compared of "
            + queries.size()
            + ", "
            + succeeded
            + " answered with rows");
    assertThat(told).isEmpty();
  }

  private static void run(RawClient client, String sql) {
    for (String statement : Statements.split(sql)) {
      assertThat(Stage.execute(client, statement)).as(statement).isTrue();
    }
  }

  private static String shortest(Map.Entry<String, List<String>> entry) {
    return entry.getValue().stream()
        .min((one, other) -> Integer.compare(one.length(), other.length()))
        .orElseThrow();
  }

  /// Which rows a LIMIT takes, and which of the values that cannot be computed comes first, is for
  /// the plan to say.
  private static boolean isSame(String query, String copy, String preview) {
    boolean rows = copy.startsWith("rows") && preview.startsWith("rows");
    boolean chance =
        rows
            ? query.contains("limit ")
            : copy.matches("(?s)(22|57014|54).*") || preview.matches("(?s)(22|57014|54).*");
    return chance || copy.equals(preview);
  }

  private static String kind(String answer) {
    return answer
        .replaceAll("rows.*", "rows")
        .replaceAll("\"[^\"]*\"", "\"\"")
        .replaceAll("\\d{2,}", "#");
  }

  /// SQLSTATE and message, or the rows.
  private static String answer(RawClient client, String query) throws IOException {
    client.send(new Messages().query("BEGIN; SET LOCAL statement_timeout = '3s'"));
    while (!(client.next() instanceof Reply.Ready)) {
      continue;
    }
    client.send(new Messages().query(query));
    List<String> rows = new ArrayList<>();
    String answer = "";
    Reply reply = client.next();
    while (!(reply instanceof Reply.Ready)) {
      switch (reply) {
        case Reply.Row(List<String> cells) -> rows.add(String.join("|", cells));
        case Reply.Failure(Map<Character, String> fields) ->
            answer = fields.get('C') + " " + fields.get('M');
        case Reply.Closed(), Reply.Silence() -> throw new IOException("no answer to " + query);
        default -> {}
      }
      reply = client.next();
    }
    client.send(new Messages().query("ROLLBACK"));
    while (!(client.next() instanceof Reply.Ready)) {
      continue;
    }
    rows.sort(null);
    return answer.isEmpty() ? "rows " + rows.size() + " " + rows.hashCode() : answer;
  }
}
