package io.pgveneer.equivalence;

import io.pgveneer.equivalence.client.*;
import io.pgveneer.equivalence.run.*;
import io.pgveneer.equivalence.script.*;
import io.pgveneer.testkit.PostgresqlServer;
import java.nio.file.*;
import java.time.Duration;
import java.util.*;

final class Smith {
  public static void main(String[] a) throws Exception {
    int major = Integer.parseInt(a[0]);
    try (PostgresqlServer server = PostgresqlServer.start(major)) {
      Arena.makeRoles(server);
      String setup = Files.readString(Path.of(a[1]));
      Map<String, List<String>> kinds = new TreeMap<>();
      try (Stage stage =
              new Stage(
                  server,
                  new ProductLayer(),
                  Headroom.NONE,
                  c ->
                      Statements.split(setup.split("--! test")[0])
                          .forEach(s -> Stage.execute(c, s)));
          Stage.Pair pair = stage.pair();
          RawClient copy = RawClient.open(pair.copy(), Duration.ofSeconds(20));
          RawClient preview = RawClient.open(pair.preview(), Duration.ofSeconds(20))) {
        Endpoint e = pair.copy();
        // something of everything: changed, added and deleted rows
        for (String s :
            a.length > 4 ? Statements.split(Files.readString(Path.of(a[4]))) : List.<String>of()) {
          Stage.execute(copy, s);
          Stage.execute(preview, s);
        }
        Path out = Path.of("/tmp/smith.sql");
        new ProcessBuilder(
                "sqlsmith",
                "--dry-run",
                "--exclude-catalog",
                "--seed=" + a[2],
                "--max-queries=" + a[3],
                "--target=host=127.0.0.1 port="
                    + e.port()
                    + " dbname="
                    + e.database()
                    + " user=postgres password=postgres")
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
        for (RawClient c : List.of(copy, preview)) {
          Stage.execute(c, "SET statement_timeout = '3s'");
        }
        int n = 0, same = 0, both = 0;
        for (String q :
            Statements.split(Files.readString(out, java.nio.charset.StandardCharsets.ISO_8859_1))) {
          n++;
          q =
              q.replaceAll("tablesample \\w+ \\([0-9.]+\\)", "")
                  .replace("anycompatible", "any")
                  .replace("as anyrange", "as int4range")
                  .replace("as anymultirange", "as int4multirange")
                  .replace("as anyarray", "as int4[]")
                  .replace("as anyenum", "as order_status")
                  .replaceAll("as any(element|nonarray)?\\b", "as int4");
          if (q.matches(
              "(?s).*(pg_stat_reset|pg_sleep|random|clock_timestamp|now\\(|pg_terminate|pg_backend_pid|txid|xact|pg_switch|nextval|timeofday|statement_timestamp|pg_postmaster|pg_conf|inet_|current_|pg_lsn|wal|pg_ls|pg_log|lo_).*"))
            continue;
          for (RawClient c : List.of(copy, preview)) Stage.execute(c, "BEGIN");
          String x = answer(copy, q), y = answer(preview, q);
          for (RawClient c : List.of(copy, preview)) Stage.execute(c, "ROLLBACK");
          if (x.startsWith("ok") && y.startsWith("ok")) both++;
          boolean limit = q.contains("limit ");
          if (x.equals(y)
              || (x.startsWith("ok") && y.startsWith("ok") && limit)
              || (x.startsWith("E 22")
                  || y.startsWith("E 22")
                  || x.startsWith("E 57014")
                  || y.startsWith("E 57014"))) {
            same++;
            continue;
          }
          String kind =
              x.replaceAll("\"[^\"]*\"", "\"\"").replaceAll("\\d{2,}", "#")
                  + "  /  "
                  + y.replaceAll("\"[^\"]*\"", "\"\"").replaceAll("\\d{2,}", "#");
          List<String> l = kinds.computeIfAbsent(kind, _ -> new ArrayList<>());
          l.add(q);
        }
        System.out.println(
            n + " queries, " + both + " succeed on both, " + same + " same or not comparable");
      }
      kinds.forEach(
          (k, l) ->
              System.out.println(
                  "\n#### "
                      + l.size()
                      + " × "
                      + k
                      + "\n"
                      + l.stream().min(Comparator.comparing(String::length)).get()));
    }
    System.exit(0);
  }

  private static String answer(RawClient c, String q) throws Exception {
    c.send(new Messages().query(q));
    List<String> rows = new ArrayList<>();
    String r = "ok";
    for (Reply reply = c.next(); !(reply instanceof Reply.Ready); reply = c.next()) {
      switch (reply) {
        case Reply.Row(List<String> cells) -> rows.add(String.join("|", cells));
        case Reply.Tag(String t) -> r = "ok " + t;
        case Reply.Failure(Map<Character, String> f) -> r = "E " + f.get('C') + " " + f.get('M');
        case Reply.Closed() -> {
          return "CLOSED";
        }
        case Reply.Silence() -> {
          return "SILENCE";
        }
        default -> {}
      }
    }
    if (r.startsWith("ok")) {
      rows.sort(null);
      r += " " + rows.hashCode();
    }
    return r;
  }
}
