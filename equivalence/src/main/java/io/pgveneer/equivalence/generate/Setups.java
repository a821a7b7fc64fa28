package io.pgveneer.equivalence.generate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Makes production: a schema and its rows. Statements that fail are left out.
public final class Setups {
  private final Lots lots;
  private final Database database;
  private final Definitions definitions;
  private final Changes changes;
  private final List<String> kept = new ArrayList<>();
  private Model model = Model.of(List.of());

  /// Where statements are tried.
  public interface Database {
    boolean execute(String sql);

    List<List<String>> rows(String sql);
  }

  private Setups(long seed, Functions functions, int major, Database database) {
    this.lots = new Lots(seed);
    this.database = database;
    Expressions expressions = new Expressions(lots, functions);
    Queries queries = new Queries(lots, () -> model, expressions);
    this.changes = new Changes(lots, () -> model, expressions, queries, major);
    this.definitions =
        new Definitions(lots, () -> model, expressions, queries, new Names(lots), major);
  }

  /// What is needed for the types of columns.
  public static List<String> prelude() {
    return Kind.PRELUDE;
  }

  /// Executes a production's set-up, and gives it as SQL.
  public static String make(long seed, Functions functions, int major, Database database) {
    return new Setups(seed, functions, major, database).make();
  }

  private String make() {
    Kind.PRELUDE.forEach(this::attempt);
    attempt("CREATE SCHEMA s1");
    attempt("GRANT USAGE ON SCHEMA public, s1 TO alice, bob");
    int tables = lots.between(2, 6);
    for (int i = 0; i < tables; i++) {
      table(lots.chance(15));
    }
    for (int i = 0; i < lots.between(0, 5) && !model.base().isEmpty(); i++) {
      Model.Table table = lots.of(model.base());
      define(
          lots.of(
              "ALTER TABLE " + table.name() + " ADD " + definitions.constraint(table),
              definitions.index(table)));
    }
    model.base().stream().filter(table -> !table.partition()).forEach(this::fill);
    for (int i = 0; i < lots.between(0, 4) && !model.base().isEmpty(); i++) {
      Model.Table table = lots.of(model.base());
      define(
          switch (lots.below(6)) {
            case 0, 1 -> definitions.view();
            case 2 -> definitions.trigger(table);
            case 3 -> definitions.function(table);
            case 4 -> definitions.definition();
            default -> changes.update(table, false);
          });
    }
    if (lots.chance(60)) {
      attempt("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO alice");
      attempt("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO alice");
    }
    if (lots.chance(40)) {
      model.base().stream().filter(_ -> lots.chance(70)).forEach(this::enlarge);
    }
    StringBuilder sql = new StringBuilder();
    kept.forEach(statement -> sql.append(statement).append(";\n"));
    return sql.toString();
  }

  private void table(boolean partitioned) {
    Set<String> before = new HashSet<>(model.all().stream().map(Model.Table::name).toList());
    define(definitions.table(partitioned));
    if (partitioned) {
      model.base().stream()
          .filter(table -> table.kind() == 'p' && !before.contains(table.name()))
          .forEach(table -> definitions.partitionsOf(table).forEach(this::attempt));
      refresh();
    }
  }

  private void fill(Model.Table table) {
    int rows = lots.of(0, 3, 8, 15);
    IntStream.range(0, rows)
        .forEach(_ -> attempt(changes.insert(table).replaceFirst(" RETURNING .*", "")));
  }

  /// Has statistics say that there are many rows, for which other ways of reading are chosen.
  private void enlarge(Model.Table table) {
    attempt(
        "UPDATE pg_catalog.pg_class SET reltuples = "
            + lots.of(4_000, 50_000)
            + " WHERE oid = '"
            + table.name().replace("'", "''")
            + "'::regclass");
  }

  private void define(String sql) {
    if (attempt(sql)) {
      refresh();
    }
  }

  private void refresh() {
    model = Model.of(database.rows(Model.QUERY));
  }

  private boolean attempt(String sql) {
    boolean done = database.execute(sql);
    if (done) {
      kept.add(sql);
    }
    return done;
  }
}
