package io.pgveneer.equivalence.generate;

import io.pgveneer.equivalence.script.Case;
import io.pgveneer.equivalence.script.Marks;
import io.pgveneer.equivalence.script.Step;
import java.util.ArrayList;
import java.util.List;

/// Makes a case of a seed.
public final class CaseMaker {
  private final Lots lots;
  private final String name;
  private final List<Step> steps = new ArrayList<>();
  private boolean transaction;

  private CaseMaker(long seed) {
    this.lots = new Lots(seed);
    this.name = "generated/" + seed;
  }

  /// @param length how many statements its sessions send
  public static Case make(long seed, int length) {
    return new CaseMaker(seed).make(length);
  }

  private Case make(int length) {
    SchemaMaker schema = new SchemaMaker(lots);
    String setup = schema.make();
    List<Table> tables = schema.tables();
    Queries queries = new Queries(lots, tables);
    Changes changes = new Changes(lots, tables, queries);
    Definitions definitions = new Definitions(lots, tables);
    int definitionChance = lots.of(0, 5, 15);
    while (steps.size() < length) {
      if (lots.chance(8)) {
        control();
      } else if (lots.chance(definitionChance)) {
        add(definitions.definition());
      } else if (lots.chance(45)) {
        add(changes.change());
      } else {
        add(queries.query());
      }
    }
    if (transaction) {
      add("COMMIT");
    }
    return new Case(name, setup, List.copyOf(steps), 0, Integer.MAX_VALUE);
  }

  private void control() {
    if (!transaction) {
      add("BEGIN");
      transaction = true;
    } else if (lots.chance(50)) {
      add(lots.of("COMMIT", "ROLLBACK"));
      transaction = false;
    } else {
      add(lots.of("SAVEPOINT s", "SAVEPOINT s", "ROLLBACK TO s", "RELEASE s"));
    }
  }

  /// Another session looks now and then, but only where it cannot come to wait.
  private void add(String sql) {
    boolean other = !transaction && sql.startsWith("SELECT") && lots.chance(20);
    Step.Action action =
        lots.chance(10) && !sql.startsWith("CREATE") && !sql.startsWith("ALTER")
            ? new Step.Bound(sql, List.of())
            : new Step.Statement(sql, null);
    steps.add(new Step(steps.size() + 1, other ? "b" : "a", action, Marks.NONE.withAnyRow()));
  }
}
