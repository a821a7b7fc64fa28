package io.pgveneer.equivalence.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/// Makes DDL, for production's schema and for sessions.
final class Definitions {
  private final Lots lots;
  private final Supplier<Model> model;
  private final Expressions expressions;
  private final Queries queries;
  private final Names names;
  private final int major;

  Definitions(
      Lots lots,
      Supplier<Model> model,
      Expressions expressions,
      Queries queries,
      Names names,
      int major) {
    this.lots = lots;
    this.model = model;
    this.expressions = expressions;
    this.queries = queries;
    this.names = names;
    this.major = major;
  }

  /// DDL such as migrations are made of.
  String definition() {
    List<Model.Table> tables = model.get().base();
    if (tables.isEmpty() || lots.chance(10)) {
      return table(false);
    }
    Model.Table table = lots.of(tables);
    return switch (lots.below(30)) {
      case 0, 1, 2, 3 -> alter(table) + "ADD COLUMN " + column(names.fresh("col"));
      case 4, 5 ->
          alter(table) + "DROP COLUMN " + lots.of(table.columns()).name() + lots.of("", " CASCADE");
      case 6, 7 ->
          alter(table)
              + "RENAME COLUMN "
              + lots.of(table.columns()).name()
              + " TO "
              + names.fresh("ren");
      case 8, 9 -> retype(table);
      case 10 ->
          alter(table)
              + "ALTER COLUMN "
              + lots.of(table.columns()).name()
              + lots.of(
                  " SET NOT NULL",
                  " DROP NOT NULL",
                  " DROP DEFAULT",
                  " DROP IDENTITY IF EXISTS",
                  " SET STATISTICS 10",
                  " SET STORAGE PLAIN");
      case 11 -> setDefault(table);
      case 12, 13 -> alter(table) + "ADD " + constraint(table);
      case 14 -> dropConstraint(table);
      case 15, 16 -> index(table);
      case 17 -> alter(table) + "RENAME TO " + names.fresh("r");
      case 18 -> view();
      case 19 ->
          "CREATE TABLE "
              + names.fresh("m")
              + " AS "
              + queries
                  .select(Scope.NONE, 1, List.of(Kind.INT, Kind.TEXT, lots.of(Kind.all())))
                  .sql();
      case 20 ->
          "CREATE "
              + lots.of("", "TEMP ")
              + "TABLE "
              + names.fresh("l")
              + " (LIKE "
              + table.name()
              + lots.of("", " INCLUDING ALL", " INCLUDING DEFAULTS")
              + ")";
      case 21 -> "DROP TABLE " + table.name() + lots.of("", " CASCADE");
      case 22 -> trigger(table);
      case 23 -> function(table);
      case 24 -> other(table);
      case 25 -> alter(table) + "SET SCHEMA " + lots.of("s1", "public");
      case 26 ->
          lots.of("ALTER TYPE mood ADD VALUE '", "ALTER TYPE mood ADD VALUE IF NOT EXISTS '")
              + names.fresh("e").replaceAll("[\"']", "")
              + "'"
              + lots.of("", " BEFORE 'ok'");
      case 27 ->
          alter(table)
              + "ADD COLUMN "
              + column(names.fresh("col"))
              + ", ADD COLUMN "
              + column(names.fresh("col"))
              + ", DROP COLUMN "
              + lots.of(table.columns()).name();
      case 28 ->
          lots.of("ANALYZE ", "COMMENT ON TABLE ").equals("ANALYZE ")
              ? "ANALYZE " + table.name()
              : "COMMENT ON TABLE " + table.name() + " IS 'c'";
      default ->
          // Who could write to production by what everybody may is not let before it.
          "GRANT "
              + lots.of(
                  "SELECT ON " + table.name() + " TO PUBLIC",
                  lots.of("SELECT", "ALL", "INSERT, UPDATE", "DELETE")
                      + " ON "
                      + table.name()
                      + " TO "
                      + lots.of("alice", "bob"));
    };
  }

  private static String alter(Model.Table table) {
    return "ALTER TABLE " + table.name() + " ";
  }

  private String retype(Model.Table table) {
    Model.Column column = lots.of(table.columns());
    Kind to =
        Kind.INT.equals(column.kind()) || Kind.SMALLINT.equals(column.kind())
            ? lots.of(Kind.BIGINT, Kind.NUMERIC, Kind.TEXT)
            : lots.of(Kind.TEXT, Kind.TEXT, lots.of(Kind.all()));
    String using = lots.chance(25) ? " USING " + column.name() + "::text::" + to.declared() : "";
    return alter(table)
        + "ALTER COLUMN "
        + column.name()
        + lots.of(" TYPE ", " SET DATA TYPE ")
        + to.declared()
        + using;
  }

  private String setDefault(Model.Table table) {
    Model.Column column = lots.of(table.writable());
    return alter(table)
        + "ALTER COLUMN "
        + column.name()
        + " SET DEFAULT "
        + (column.kind() == null ? "NULL" : column.kind().value(lots));
  }

  private String dropConstraint(Model.Table table) {
    return table.constraints().isEmpty()
        ? index(table)
        : alter(table)
            + "DROP CONSTRAINT "
            + lots.of(table.constraints())
            + lots.of("", " CASCADE");
  }

  /// A table with columns, a key and constraints.
  String table(boolean partitions) {
    String name = (lots.chance(12) ? "s1." : "") + names.fresh("t");
    List<String> parts = new ArrayList<>();
    String key = key(parts);
    int count = lots.between(1, 5);
    for (int i = 0; i < count; i++) {
      parts.add(column(names.column(i)));
    }
    if (!key.isEmpty()) {
      parts.add(
          "PRIMARY KEY ("
              + key
              + ")"
              + lots.of(
                  "",
                  "",
                  "",
                  " DEFERRABLE",
                  " INCLUDE (" + parts.getLast().split(" ", 2)[0] + ")"));
    }
    List<Model.Table> parents =
        model.get().base().stream().filter(table -> table.key().size() == 1).toList();
    if (!parents.isEmpty() && lots.chance(65)) {
      parts.add(reference(lots.of(parents)));
    }
    String rest = partitions ? partitioning(key, parts) : "";
    return "CREATE TABLE " + name + " (" + String.join(", ", parts) + ")" + rest;
  }

  private String partitioning(String key, List<String> parts) {
    String column = key.isEmpty() ? parts.getFirst().split(" ", 2)[0] : key.split(",", 2)[0];
    // the hash of an enum is that of its number, which only production has
    boolean numbered = parts.stream().anyMatch(part -> part.startsWith(column + " mood"));
    return " PARTITION BY "
        + lots.of(numbered ? "LIST" : "HASH", "LIST", "RANGE")
        + " ("
        + column
        + ")";
  }

  private String key(List<String> parts) {
    switch (lots.below(14)) {
      case 0, 1 -> parts.add("id serial");
      case 2, 3 ->
          parts.add("id integer GENERATED " + lots.of("ALWAYS", "BY DEFAULT") + " AS IDENTITY");
      case 4 ->
          parts.add("id bigint GENERATED BY DEFAULT AS IDENTITY (START WITH 100 INCREMENT BY 10)");
      case 5 -> parts.add("id integer");
      case 6, 7, 8 -> {
        Kind kind = lots.of(Kind.all().stream().filter(Kind::orders).toList());
        parts.add("k " + kind.declared());
        return "k";
      }
      case 9, 10 -> {
        parts.add("id integer");
        parts.add(
            "k " + lots.of(Kind.TEXT, Kind.DATE, Kind.MOOD, Kind.BIGINT, Kind.NUMERIC).declared());
        return lots.of("id, k", "k, id");
      }
      case 11 -> {
        parts.add("id uuid DEFAULT '00000000-0000-4000-8000-000000000099'");
        return "id";
      }
      case 12 -> {
        parts.add("n integer NOT NULL UNIQUE");
        return "";
      }
      default -> {
        parts.add("n integer");
        return "";
      }
    }
    return "id";
  }

  private String reference(Model.Table parent) {
    Model.Column key = parent.key().getFirst();
    String type = key.kind() == null ? "integer" : key.kind().declared();
    return "r " + type + " REFERENCES " + parent.name() + " (" + key.name() + ")" + actions();
  }

  private String actions() {
    return lots.of(
            "",
            " ON DELETE CASCADE",
            " ON DELETE SET NULL",
            " ON DELETE SET DEFAULT",
            " ON DELETE RESTRICT")
        + lots.of("", "", " ON UPDATE CASCADE", " ON UPDATE SET NULL")
        + lots.of("", "", "", " DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED");
  }

  private String column(String name) {
    Kind kind = lots.of(Kind.all());
    String sql = name + " " + kind.declared();
    return switch (lots.below(14)) {
      case 0, 1 -> sql + " DEFAULT " + kind.value(lots);
      case 2 -> sql + " NOT NULL DEFAULT " + kind.value(lots);
      case 3 ->
          kind.orders()
              ? sql + " UNIQUE" + lots.of("", "", " NULLS NOT DISTINCT", " DEFERRABLE")
              : sql;
      case 4 ->
          kind.orders()
              ? sql + " CHECK (" + name + " IS DISTINCT FROM " + kind.value(lots) + ")"
              : sql;
      case 5 ->
          sql
              + " GENERATED ALWAYS AS ("
              + expressions.value(kind, Scope.NONE, 1)
              + ") "
              // What modifier an expression over a virtual one has is up to how it is folded.
              + (major >= 18 && kind.declared().equals(kind.sql())
                  ? lots.of("STORED", "VIRTUAL", "")
                  : "STORED");
      case 6 -> sql + " NOT NULL";
      case 7 ->
          kind.isText() && !kind.sql().equals("word")
              ? sql + " COLLATE \"" + lots.of("C", "POSIX") + "\""
              : sql;
      // Rows that are there get their numbers in the order in which they lie.
      case 8 ->
          lots.chance(30) && !name.contains("col")
              ? name + lots.of(" serial", " integer GENERATED BY DEFAULT AS IDENTITY")
              : sql;
      default -> sql;
    };
  }

  String constraint(Model.Table table) {
    String some = Scope.list(lots.some(table.columns()).stream().limit(2).map(Model.Column::name));
    return switch (lots.below(6)) {
      case 0 -> "UNIQUE (" + some + ")";
      case 1 ->
          "CHECK ("
              + expressions.condition(Scope.of(Scope.Source.of("", table)), 0)
              + ")"
              + lots.of("", "", " NOT VALID", " NO INHERIT");
      case 2 -> "PRIMARY KEY (" + some + ")";
      case 3 -> "CONSTRAINT " + names.fresh("c") + " UNIQUE NULLS NOT DISTINCT (" + some + ")";
      default -> {
        Model.Table other = lots.of(model.get().base());
        Model.Column key =
            other.key().isEmpty() ? lots.of(other.columns()) : other.key().getFirst();
        List<Model.Column> mine =
            table.columns().stream()
                .filter(column -> Objects.equals(column.kind(), key.kind()))
                .toList();
        String name = mine.isEmpty() ? lots.of(table.columns()).name() : lots.of(mine).name();
        yield "FOREIGN KEY ("
            + name
            + ") REFERENCES "
            + other.name()
            + " ("
            + key.name()
            + ")"
            + actions()
            + lots.of("", "", " NOT VALID");
      }
    };
  }

  String index(Model.Table table) {
    Scope scope = Scope.of(Scope.Source.of("", table));
    List<Model.Column> columns = lots.some(table.columns()).stream().limit(2).toList();
    String list = Scope.list(columns.stream().map(Model.Column::name));
    return switch (lots.below(8)) {
      case 0 ->
          "CREATE UNIQUE INDEX " + names.fresh("i") + " ON " + table.name() + " (" + list + ")";
      case 1 ->
          "CREATE UNIQUE INDEX ON "
              + table.name()
              + " ("
              + list
              + ") WHERE "
              + expressions.condition(scope, 0);
      case 2 ->
          "CREATE UNIQUE INDEX ON "
              + table.name()
              + " (("
              + expressions.value(Kind.TEXT, scope, 1)
              + "))";
      case 3 ->
          "CREATE INDEX "
              + names.fresh("i")
              + " ON "
              + table.name()
              + " USING hash ("
              + columns.getFirst().name()
              + ")";
      case 4 ->
          "ALTER TABLE "
              + table.name()
              + " ADD EXCLUDE USING gist ("
              + columns.getFirst().name()
              + " WITH =)";
      case 5 -> "DROP INDEX IF EXISTS i" + lots.below(20);
      default -> "CREATE INDEX ON " + table.name() + " (" + list + ")";
    };
  }

  String view() {
    Queries.Made made = queries.select(Scope.NONE, 2, null);
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < made.kinds().size(); i++) {
      list.append(i == 0 ? "" : ", ").append("v").append(i);
    }
    if (lots.chance(30)) {
      Model.Table table = lots.of(model.get().relations());
      Scope scope = Scope.of(Scope.Source.of("", table));
      return "CREATE "
          + lots.of("", "OR REPLACE ")
          + "VIEW "
          + names.fresh("w")
          + " AS SELECT * FROM "
          + table.name()
          + lots.of("", " WHERE " + expressions.condition(scope, 0))
          + lots.of("", "", " WITH CHECK OPTION");
    }
    return "CREATE "
        + lots.of("VIEW ", "VIEW ", "VIEW ", "MATERIALIZED VIEW ", "TEMP VIEW ")
        + names.fresh("w")
        + " ("
        + list
        + ") AS "
        + made.sql();
  }

  String trigger(Model.Table table) {
    String name = names.fresh("g");
    String function =
        "CREATE FUNCTION " + name + "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ";
    List<Model.Column> texts =
        table.writable().stream().filter(column -> Kind.TEXT.equals(column.kind())).toList();
    String when =
        lots.of(
            "BEFORE INSERT",
            "BEFORE UPDATE",
            "BEFORE INSERT OR UPDATE",
            "AFTER INSERT",
            "AFTER UPDATE OR DELETE",
            "BEFORE DELETE");
    String body =
        switch (lots.below(5)) {
          case 0 ->
              texts.isEmpty() || !when.startsWith("BEFORE") || when.contains("DELETE")
                  ? ""
                  : "NEW."
                      + texts.getFirst().name()
                      + " := coalesce(NEW."
                      + texts.getFirst().name()
                      + ", '') || '!'; ";
          case 1 -> "RAISE NOTICE '% on %', TG_OP, TG_TABLE_NAME; ";
          case 2 -> changeInside();
          case 3 -> "IF TG_OP = 'DELETE' THEN RETURN NULL; END IF; ";
          default -> "PERFORM count(*) FROM " + lots.of(model.get().relations()).name() + "; ";
        };
    String row = lots.of("ROW", "ROW", "STATEMENT");
    return function
        + body
        + "RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END; END $$; CREATE TRIGGER "
        + name
        + " "
        + when
        + " ON "
        + table.name()
        + " FOR EACH "
        + row
        + " EXECUTE FUNCTION "
        + name
        + "()";
  }

  private String changeInside() {
    Model.Table other = lots.of(model.get().base());
    Scope scope = Scope.of(Scope.Source.of("t", other));
    Model.Column column = lots.of(other.payload());
    return column.kind() == null
        ? ""
        : "UPDATE "
            + other.name()
            + " t SET "
            + column.name()
            + " = "
            + column.kind().value(lots)
            + " WHERE "
            + expressions.condition(scope, 0)
            + "; ";
  }

  String function(Model.Table table) {
    Queries.Made made = queries.select(Scope.NONE, 1, List.of(Kind.TEXT));
    String name = "f" + lots.below(4);
    return switch (lots.below(5)) {
      case 0 ->
          "CREATE OR REPLACE FUNCTION "
              + name
              + "() RETURNS SETOF text LANGUAGE sql STABLE AS $$ "
              + made.sql()
              + " $$";
      case 1 ->
          "CREATE OR REPLACE FUNCTION "
              + name
              + "(p integer DEFAULT 1) RETURNS bigint LANGUAGE plpgsql AS $$ DECLARE n bigint; BEGIN "
              + changeInside()
              + "GET DIAGNOSTICS n = ROW_COUNT; RETURN n; END $$";
      case 2 ->
          "CREATE OR REPLACE FUNCTION "
              + name
              + "c() RETURNS bigint LANGUAGE plpgsql AS $$ DECLARE r record; n bigint := 0; BEGIN FOR r IN SELECT * FROM "
              + table.name()
              + " LOOP n := n + 1; END LOOP; RETURN n; END $$";
      case 3 ->
          "CREATE OR REPLACE PROCEDURE "
              + name
              + "p() LANGUAGE sql AS $$ DELETE FROM "
              + table.name()
              + " WHERE "
              + expressions.condition(Scope.of(Scope.Source.of("", table)), 0)
              + " $$";
      default ->
          "CREATE OR REPLACE FUNCTION "
              + name
              + "a() RETURNS bigint RETURN (SELECT count(*) FROM ("
              + made.sql()
              + ") q)";
    };
  }

  String call() {
    return "SELECT * FROM f" + lots.below(4) + lots.of("()", "c()", "a()", "(2)");
  }

  private String other(Model.Table table) {
    return switch (lots.below(12)) {
      case 0 ->
          "CREATE SEQUENCE "
              + names.fresh("q")
              + lots.of("", " INCREMENT 5", " START 50", " CYCLE MAXVALUE 3");
      case 1 ->
          "ALTER TABLE " + table.name() + lots.of(" DISABLE TRIGGER USER", " ENABLE TRIGGER ALL");
      case 2 -> "DROP VIEW IF EXISTS w" + lots.below(20) + lots.of("", " CASCADE");
      case 3 -> "CREATE SCHEMA IF NOT EXISTS s1";
      case 4 -> "ALTER TABLE " + table.name() + " OWNER TO " + lots.of("alice", "postgres");
      case 5 -> "DROP FUNCTION IF EXISTS f" + lots.below(4);
      case 6 ->
          "CREATE STATISTICS ON "
              + lots.of(table.columns()).name()
              + ", "
              + lots.of(table.columns()).name()
              + " FROM "
              + table.name();
      case 7 -> "VACUUM " + table.name();
      case 8 -> "REINDEX TABLE " + table.name();
      case 9 -> "ALTER TABLE " + table.name() + " ENABLE ROW LEVEL SECURITY";
      case 10 -> "REVOKE ALL ON " + table.name() + " FROM PUBLIC, alice";
      default -> "CREATE TABLE " + names.fresh("h") + " () INHERITS (" + table.name() + ")";
    };
  }

  /// Partitions for the tables that have none.
  List<String> partitionsOf(Model.Table table) {
    String name = names.fresh("p");
    return List.of(
        "CREATE TABLE "
            + name
            + " PARTITION OF "
            + table.name()
            + " FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
        "CREATE TABLE "
            + names.fresh("p")
            + " PARTITION OF "
            + table.name()
            + " FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
        "CREATE TABLE "
            + names.fresh("p")
            + " PARTITION OF "
            + table.name()
            + " FOR VALUES IN ("
            + range(table)
            + ")",
        "CREATE TABLE "
            + names.fresh("p")
            + " PARTITION OF "
            + table.name()
            + " FOR VALUES FROM ("
            + range(table)
            + ") TO (MAXVALUE)",
        "CREATE TABLE " + names.fresh("p") + " PARTITION OF " + table.name() + " DEFAULT");
  }

  private String range(Model.Table table) {
    Model.Column first =
        table.key().isEmpty() ? table.columns().getFirst() : table.key().getFirst();
    return first.kind() == null ? "NULL" : first.kind().value(lots);
  }
}
