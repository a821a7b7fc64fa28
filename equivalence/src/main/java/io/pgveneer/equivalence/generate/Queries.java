package io.pgveneer.equivalence.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Makes queries whose rows PostgreSQL fixes: in any order, or in an order over all columns.
final class Queries {
  private final Lots lots;
  private final Supplier<Model> model;
  private final Expressions expressions;
  private final Pages pages;
  private int next;

  Queries(Lots lots, Supplier<Model> model, Expressions expressions) {
    this.lots = lots;
    this.model = model;
    this.expressions = expressions;
    this.pages = new Pages(lots, model);
    expressions.ask(this);
  }

  /// @param kinds of its columns
  record Made(String sql, List<Kind> kinds) {
    boolean sortable() {
      return kinds.stream().allMatch(Kind::orders);
    }
  }

  /// A FROM with its sources.
  private record From(String sql, List<Scope.Source> sources) {}

  /// A whole statement.
  String statement() {
    if (lots.chance(12)) {
      return withTable();
    }
    if (lots.chance(15)) {
      String page = pages.any();
      if (page != null) {
        return page;
      }
    }
    Made made = lots.chance(15) ? set(Scope.NONE, 2) : select(Scope.NONE, 3, null);
    return made.sql() + tail(made);
  }

  Pages pages() {
    return pages;
  }

  private String tail(Made made) {
    if (!made.sortable() || made.kinds().isEmpty() || lots.chance(50)) {
      return "";
    }
    String order =
        " ORDER BY "
            + IntStream.rangeClosed(1, made.kinds().size())
                .mapToObj(i -> i + lots.of("", "", " DESC", " NULLS FIRST"))
                .collect(Collectors.joining(", "));
    return order
        + lots.of(
            "",
            "",
            " LIMIT 3",
            " LIMIT 2 OFFSET 1",
            " OFFSET 4",
            " FETCH FIRST 2 ROWS ONLY",
            " FETCH NEXT 1 ROWS WITH TIES");
  }

  private String withTable() {
    List<String> ctes = new ArrayList<>();
    List<Scope.Source> sources = new ArrayList<>();
    int count = lots.between(1, 2);
    for (int i = 0; i < count; i++) {
      Made made = select(Scope.NONE, 1, null);
      String name = lots.chance(20) && !model.get().relations().isEmpty() ? shadow() : "w" + next++;
      List<Scope.Field> fields = fields(made.kinds());
      ctes.add(
          name
              + names(fields)
              + " AS "
              + lots.of("", "", "MATERIALIZED ", "NOT MATERIALIZED ")
              + "("
              + made.sql()
              + ")");
      sources.add(new Scope.Source(name, fields, null));
    }
    Scope.Source last = sources.getLast();
    From from =
        sources.size() > 1 && lots.chance(50)
            ? new From(
                sources.getFirst().alias() + " x CROSS JOIN " + last.alias() + " y",
                List.of(
                    new Scope.Source("x", sources.getFirst().fields(), null),
                    new Scope.Source("y", last.fields(), null)))
            : joined(
                new From(last.alias() + " x", List.of(new Scope.Source("x", last.fields(), null))),
                Scope.NONE,
                1);
    Made body = from(from, Scope.NONE, 1, null);
    return "WITH "
        + lots.of("", "RECURSIVE ")
        + String.join(", ", ctes)
        + " "
        + body.sql()
        + tail(body);
  }

  /// A CTE may have a table's name.
  private String shadow() {
    String name = lots.of(model.get().relations()).name();
    return name.contains(".") ? "w" + next++ : name;
  }

  private List<Scope.Field> fields(List<Kind> kinds) {
    List<Scope.Field> fields = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      fields.add(new Scope.Field("f" + i, kinds.get(i)));
    }
    return fields;
  }

  private static String names(List<Scope.Field> fields) {
    return fields.isEmpty() ? "" : " (" + Scope.list(fields.stream().map(Scope.Field::name)) + ")";
  }

  /// @param wanted the columns' types; null for any
  Made select(Scope outer, int depth, @Nullable List<Kind> wanted) {
    return from(from(outer, depth), outer, depth, wanted);
  }

  private Made from(From from, Scope outer, int depth, @Nullable List<Kind> wanted) {
    Scope scope = outer.inside(from.sources());
    String where = lots.chance(65) ? " WHERE " + expressions.condition(scope, depth) : "";
    if (lots.chance(25)) {
      return grouped(from, scope, where, wanted);
    }
    List<String> items = new ArrayList<>();
    List<Kind> kinds = new ArrayList<>();
    List<Kind> asked = wanted == null ? anyKinds(scope) : wanted;
    boolean all = wanted == null && lots.chance(25) && known(from);
    if (all) {
      items.add(star(from, kinds));
    } else {
      for (Kind kind : asked) {
        items.add(
            expressions.value(kind, scope, depth - 1)
                + (lots.chance(15) ? " AS x" + items.size() : ""));
        kinds.add(kind);
      }
    }
    if (wanted == null && lots.chance(12)) {
      items.add(expressions.window(scope));
      kinds.add(Kind.BIGINT);
    } else if (wanted == null && lots.chance(10)) {
      whole(from, items, kinds);
    }
    boolean distinguishable = kinds.stream().allMatch(Kind::looksAlike);
    String distinct = distinguishable && lots.chance(12) ? "DISTINCT " : "";
    return new Made(
        "SELECT " + distinct + String.join(", ", items) + " FROM " + from.sql() + where, kinds);
  }

  private static boolean known(From from) {
    return from.sources().stream()
        .flatMap(source -> source.fields().stream())
        .allMatch(field -> field.kind() != null);
  }

  private String star(From from, List<Kind> kinds) {
    List<Scope.Source> sources =
        lots.chance(60) ? from.sources() : List.of(lots.of(from.sources()));
    sources.forEach(source -> source.fields().forEach(field -> kinds.add(field.kind())));
    return Scope.list(sources.stream().map(source -> source.alias() + ".*"));
  }

  private void whole(From from, List<String> items, List<Kind> kinds) {
    Scope.Source source = lots.of(from.sources());
    // whether rows of what has no equality are compared at all is up to the plan
    boolean compares =
        source.fields().stream().allMatch(field -> field.kind() != null && field.kind().orders());
    items.add(
        lots.of(
            source.alias() + "::text",
            "to_jsonb(" + source.alias() + ")::text",
            "(" + source.alias() + " IS NULL)::text",
            compares
                ? "(" + source.alias() + " IS NOT DISTINCT FROM " + source.alias() + ")::text"
                : source.alias() + "::text",
            "row_to_json(" + source.alias() + ")::text"));
    kinds.add(Kind.TEXT);
  }

  private List<Kind> anyKinds(Scope scope) {
    List<Kind> kinds = new ArrayList<>();
    List<Scope.Reference> own = scope.references();
    int count = lots.between(1, 4);
    for (int i = 0; i < count; i++) {
      kinds.add(own.isEmpty() || lots.chance(20) ? lots.of(Kind.all()) : lots.of(own).kind());
    }
    return kinds;
  }

  private Made grouped(From from, Scope scope, String where, @Nullable List<Kind> wanted) {
    List<Scope.Reference> own =
        scope.references().stream().filter(reference -> reference.kind().orders()).toList();
    if (wanted != null || own.isEmpty()) {
      if (wanted == null) {
        return new Made("SELECT count(*) FROM " + from.sql() + where, List.of(Kind.BIGINT));
      }
      List<String> items =
          wanted.stream()
              .map(
                  kind ->
                      kind.orders()
                              && !kind.sql()
                                  .matches(
                                      "boolean|uuid|json.*|hstore|bit.*|tsquery|tsvector|ltree|.*range|bytea|.*\\[]|name|\"char\"|pair|macaddr|xml|cidr|mood.*|word|small")
                          ? "max(" + expressions.value(kind, scope, 0) + ")"
                          : kind.typed(lots))
              .toList();
      return new Made("SELECT " + String.join(", ", items) + " FROM " + from.sql() + where, wanted);
    }
    if (lots.chance(20)) {
      Made byKey = byKey(from, scope, where);
      if (byKey != null) {
        return byKey;
      }
    }
    List<Scope.Reference> keys = lots.some(own).stream().limit(2).toList();
    String list = Scope.list(keys.stream().map(Scope.Reference::sql));
    String aggregate = expressions.aggregate(scope);
    List<Kind> kinds = new ArrayList<>(keys.stream().map(Scope.Reference::kind).toList());
    kinds.add(Kind.TEXT);
    String groups =
        lots.chance(75)
            ? list
            : lots.of(
                "ROLLUP (" + list + ")",
                "CUBE (" + list + ")",
                "GROUPING SETS ((" + list + "), ())",
                "DISTINCT " + list);
    String having = lots.chance(15) ? " HAVING count(*) " + lots.of("> 1", "< 5", "<> 2") : "";
    return new Made(
        "SELECT "
            + list
            + ", ("
            + aggregate
            + ")::text FROM "
            + from.sql()
            + where
            + " GROUP BY "
            + groups
            + having,
        kinds);
  }

  /// Other columns of a table may stand beside its key.
  private @Nullable Made byKey(From from, Scope scope, String where) {
    for (Scope.Source source : from.sources()) {
      if (source.table() != null && !source.table().key().isEmpty() && !source.table().isView()) {
        String key =
            Scope.list(
                source.table().key().stream().map(column -> source.alias() + "." + column.name()));
        List<Scope.Field> shown =
            lots.some(source.fields().stream().filter(field -> field.kind() != null).toList());
        List<Kind> kinds = new ArrayList<>(shown.stream().map(Scope.Field::kind).toList());
        kinds.add(Kind.TEXT);
        String items = Scope.list(shown.stream().map(field -> source.alias() + "." + field.name()));
        return new Made(
            "SELECT "
                + items
                + ", ("
                + expressions.aggregate(scope)
                + ")::text FROM "
                + from.sql()
                + where
                + " GROUP BY "
                + key,
            kinds);
      }
    }
    return null;
  }

  private Made set(Scope outer, int depth) {
    Made left = select(outer, depth - 1, null);
    List<Kind> kinds = left.kinds().stream().map(kind -> kind.orders() ? kind : Kind.TEXT).toList();
    left = select(outer, depth - 1, kinds);
    Made right = select(outer, depth - 1, kinds);
    String operator =
        lots.of("UNION", "UNION ALL", "EXCEPT", "EXCEPT ALL", "INTERSECT", "INTERSECT ALL");
    return new Made("(" + left.sql() + ") " + operator + " (" + right.sql() + ")", kinds);
  }

  private From from(Scope outer, int depth) {
    From from = item(depth);
    int joins = lots.of(0, 0, 0, 1, 1, 2);
    for (int i = 0; i < joins; i++) {
      from = joined(from, outer, depth);
    }
    return from;
  }

  private From joined(From left, Scope outer, int depth) {
    boolean lateral = depth > 0 && lots.chance(15);
    From right = lateral ? lateral(outer.inside(left.sources()), depth) : item(depth - 1);
    List<Scope.Source> sources = new ArrayList<>(left.sources());
    sources.addAll(right.sources());
    String kind =
        lateral
            ? lots.of(" JOIN ", " LEFT JOIN ")
            : lots.of(" JOIN ", " LEFT JOIN ", " RIGHT JOIN ", " FULL JOIN ", " CROSS JOIN ", ", ");
    if (kind.equals(" CROSS JOIN ") || kind.equals(", ")) {
      return new From(left.sql() + kind + right.sql(), sources);
    }
    String on =
        lateral
            ? "true"
            : link(new Scope(left.sources(), List.of()), new Scope(right.sources(), List.of()));
    if (!kind.equals(" FULL JOIN ") && lots.chance(15)) {
      on += " AND " + expressions.condition(outer.inside(sources), 0);
    }
    return new From(left.sql() + kind + right.sql() + " ON " + on, sources);
  }

  /// An equality of two columns of one type.
  private String link(Scope left, Scope right) {
    List<String> links = new ArrayList<>();
    for (Scope.Reference mine : left.references()) {
      for (Scope.Reference other : right.references()) {
        if (mine.kind().equals(other.kind()) && mine.kind().orders()) {
          links.add(mine.sql() + " = " + other.sql());
        }
      }
    }
    return links.isEmpty() ? lots.of("true", "false") : lots.of(links);
  }

  private From lateral(Scope outer, int depth) {
    Made made = select(outer, depth - 1, null);
    String alias = alias();
    List<Scope.Field> fields = fields(made.kinds());
    return new From(
        "LATERAL (" + made.sql() + ") " + alias + names(fields),
        List.of(new Scope.Source(alias, fields, null)));
  }

  private From item(int depth) {
    String alias = alias();
    List<Model.Table> tables = model.get().relations();
    if (!tables.isEmpty() && lots.chance(80)) {
      Model.Table table = lots.of(tables);
      if (lots.chance(10) && !table.name().contains(".")) {
        return new From(table.name(), List.of(Scope.Source.of(table.name(), table)));
      }
      return new From(
          (lots.chance(4) && table.kind() == 'r' ? "ONLY " : "")
              + table.name()
              + lots.of(" ", " AS ")
              + alias,
          List.of(Scope.Source.of(alias, table)));
    }
    return switch (lots.below(6)) {
      case 0 ->
          new From(
              "generate_series(1, 3) " + alias + " (n)",
              List.of(new Scope.Source(alias, List.of(new Scope.Field("n", Kind.INT)), null)));
      case 1 ->
          new From(
              "unnest('{1,2,2}'::int[], '{a,b}'::text[]) WITH ORDINALITY " + alias + " (n, s, o)",
              List.of(
                  new Scope.Source(
                      alias,
                      List.of(
                          new Scope.Field("n", Kind.INT),
                          new Scope.Field("s", Kind.TEXT),
                          new Scope.Field("o", Kind.BIGINT)),
                      null)));
      case 2 -> values(alias);
      default -> derived(alias, depth);
    };
  }

  private From values(String alias) {
    Kind kind = lots.of(Kind.all());
    return new From(
        "(VALUES (1, "
            + kind.typed(lots)
            + "), (2, "
            + kind.typed(lots)
            + "), (NULL, NULL)) "
            + alias
            + " (n, v)",
        List.of(
            new Scope.Source(
                alias, List.of(new Scope.Field("n", Kind.INT), new Scope.Field("v", kind)), null)));
  }

  private From derived(String alias, int depth) {
    if (depth <= 0) {
      return values(alias);
    }
    Made made = lots.chance(20) ? set(Scope.NONE, depth - 1) : select(Scope.NONE, depth - 1, null);
    List<Scope.Field> fields = fields(made.kinds());
    return new From(
        "(" + made.sql() + tail(made) + ") " + alias + names(fields),
        List.of(new Scope.Source(alias, fields, null)));
  }

  private String alias() {
    return lots.chance(4) ? "\"Al " + next++ + "\"" : "t" + next++;
  }

  /// A subquery that gives one value.
  String scalar(Kind kind, Scope outer, int depth) {
    Made made = select(outer, Math.min(depth, 1), List.of(kind));
    return kind.orders()
        ? "(" + made.sql() + " ORDER BY 1 LIMIT 1)"
        : "(SELECT " + kind.typed(lots) + " WHERE EXISTS (" + made.sql() + "))";
  }

  String oneColumn(Kind kind, Scope outer, int depth) {
    return select(outer, Math.min(depth, 1), List.of(kind)).sql();
  }

  String existence(Scope outer, int depth) {
    return lots.of("EXISTS (", "NOT EXISTS (")
        + select(outer, Math.min(depth, 1), null).sql()
        + ")";
  }
}
