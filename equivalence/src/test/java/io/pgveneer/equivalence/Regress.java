package io.pgveneer.equivalence;

import io.pgveneer.equivalence.explore.RegressionSuite;
import io.pgveneer.equivalence.run.*;
import io.pgveneer.testkit.PostgresqlServer;
import java.nio.file.Path;
import java.util.*;

final class Regress {
  public static void main(String[] a) throws Exception {
    try (PostgresqlServer one = PostgresqlServer.start(15);
        PostgresqlServer two = PostgresqlServer.start(15)) {
      List<String> first = a[2].equals("-") ? List.of() : List.of(a[2].split(","));
      List<String> only = a.length > 3 ? List.of(a[3].split(",")) : List.of();
      Preview.Factory f = new ProductLayer();
      new RegressionSuite(Path.of(a[0]), Path.of(a[1]))
          .run(one, two, f, first, only).entrySet().stream()
              .sorted(Map.Entry.comparingByValue())
              .forEach(e -> System.out.println(e.getValue() + " " + e.getKey()));
    }
    System.exit(0);
  }
}
