package io.pgveneer.equivalence;

import io.pgveneer.equivalence.explore.Explorer;
import io.pgveneer.equivalence.run.ProductLayer;
import io.pgveneer.testkit.PostgresqlServer;
import java.nio.file.Path;
import java.time.Duration;

final class Explore {
  public static void main(String[] a) throws Exception {
    try (PostgresqlServer server = PostgresqlServer.start(Integer.parseInt(a[0]))) {
      Explorer e =
          new Explorer(
              server,
              a.length > 4 ? new CopyFactory() : new ProductLayer(),
              io.pgveneer.equivalence.explore.Seen.in(
                  Path.of("src/test/resources/cases-open/seen.txt")),
              Path.of(a[3]),
              System.out::println);
      e
          .explore(
              Long.parseLong(a[1]), Integer.MAX_VALUE, Duration.ofSeconds(Long.parseLong(a[2])))
          .entrySet()
          .stream()
          .sorted(java.util.Map.Entry.<String, Integer>comparingByValue().reversed())
          .forEach(x -> System.out.println(x.getValue() + " × " + x.getKey()));
      System.out.println(e.errors());
    }
    System.exit(0);
  }
}
