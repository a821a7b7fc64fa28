package io.pgveneer.equivalence.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes the queries of applications' lists: a page of one table, with what other tables have for
/// its rows, and the different values of some columns.
final class Pages {
  private final Lots lots;
  private final Supplier<Model> model;
  private int next;

  Pages(Lots lots, Supplier<Model> model) {
    this.lots = lots;
    this.model = model;
  }

  /// A column, and the table with the key that it is to equal.
  private record Link(Model.Column by, Model.Table other, Model.Column key) {}

  /// What FROM has so far.
  private static final class Joined {
    private final StringBuilder sql = new StringBuilder();
    private final List<Scope.Source> sources = new ArrayList<>();
  }

  /// Nothing where there is no table.
  @Nullable String any() {
    List<Model.Table> tables = model.get().base();
    if (tables.isEmpty()) {
      return null;
    }
    Model.Table table = lots.of(tables);
    return lots.chance(35) ? distinct(table) : page(table);
  }

  /// A page of a table, in an order that fixes it, with others joined by their keys.
  String page(Model.Table table) {
    Joined from = first(table);
    int joins = lots.of(0, 1, 1, 1, 2, 3);
    for (int i = 0; i < joins; i++) {
      join(from);
    }
    Scope.Source own = from.sources.getFirst();
    String order = order(table, own, from.sources.size() == 1);
    return "SELECT "
        + list(from, isFixed(table))
        + " FROM "
        + from.sql
        + where(own)
        + order
        + (order.isEmpty() ? "" : part());
  }

  private String part() {
    return lots.of(" LIMIT 1", " LIMIT 2", " LIMIT 5", " FETCH FIRST 3 ROWS ONLY")
        + lots.of("", "", " OFFSET 1", " OFFSET 2");
  }

  /// The different values of some columns.
  String distinct(Model.Table table) {
    Joined from = first(table);
    if (lots.chance(30)) {
      join(from);
    }
    List<String> columns =
        from.sources.stream()
            .flatMap(source -> sortable(source).stream().map(name -> source.alias() + "." + name))
            .toList();
    if (columns.isEmpty()) {
      return page(table);
    }
    List<String> shown = lots.shuffled(lots.some(columns)).stream().limit(3).toList();
    boolean positions = lots.chance(50);
    List<String> order = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      order.add((positions ? String.valueOf(i + 1) : shown.get(i)) + direction());
    }
    return "SELECT DISTINCT "
        + String.join(", ", shown)
        + lots.of("", "", "", ", 1 AS one")
        + " FROM "
        + from.sql
        + where(from.sources.getFirst())
        + (lots.chance(75) ? " ORDER BY " + String.join(", ", order) + limit() : "");
  }

  private String limit() {
    return lots.of("", " LIMIT 2", " LIMIT 4 OFFSET 1", " OFFSET 1");
  }

  private String direction() {
    return lots.of("", "", "", " DESC", " NULLS FIRST", " DESC NULLS LAST");
  }

  private Joined first(Model.Table table) {
    Joined from = new Joined();
    from.sql.append(item(from, table));
    return from;
  }

  private String item(Joined from, Model.Table table) {
    boolean named =
        lots.chance(15)
            && !table.name().contains(".")
            && from.sources.stream().noneMatch(source -> source.alias().equals(table.name()));
    String alias = named ? table.name() : "p" + next++;
    from.sources.add(Scope.Source.of(alias, table));
    return named ? table.name() : table.name() + lots.of(" ", " AS ") + alias;
  }

  /// Adds what a row refers to; nothing where no table has a key of the type of a column.
  private void join(Joined from) {
    Scope.Source source = lots.chance(70) ? from.sources.getFirst() : lots.of(from.sources);
    Model.Table table = source.table();
    List<Link> links = table == null ? List.of() : links(table);
    if (links.isEmpty()) {
      return;
    }
    Link link = lots.of(links);
    String kind = lots.of(" JOIN ", " JOIN ", " INNER JOIN ", " LEFT JOIN ", " LEFT OUTER JOIN ");
    String right = item(from, link.other());
    String key = from.sources.getLast().alias() + "." + link.key().name();
    String by = source.alias() + "." + link.by().name();
    String equal = lots.chance(70) ? key + " = " + by : by + " = " + key;
    from.sql.append(kind).append(right).append(" ON ");
    from.sql.append(lots.chance(20) ? "(" + equal + ")" : equal);
  }

  /// Those of foreign keys where there are some, or of equal types.
  private List<Link> links(Model.Table table) {
    List<Link> all = new ArrayList<>();
    List<Link> foreign = new ArrayList<>();
    for (Model.Table other : model.get().base()) {
      List<Model.Column> key = other.key();
      Kind kind = key.size() == 1 ? key.getFirst().kind() : null;
      if (kind == null || !kind.orders()) {
        continue;
      }
      for (Model.Column column : table.columns()) {
        boolean numbers = isInteger(kind) && isInteger(column.kind());
        if (kind.equals(column.kind()) || numbers) {
          Link link = new Link(column, other, key.getFirst());
          all.add(link);
          if (table.references().stream()
              .anyMatch(
                  reference ->
                      reference.table().equals(other.name())
                          && reference.columns().equals(List.of(column.bare())))) {
            foreign.add(link);
          }
        }
      }
    }
    return foreign.isEmpty() || lots.chance(40) ? all : foreign;
  }

  private static boolean isInteger(@Nullable Kind kind) {
    return Kind.INT.equals(kind) || Kind.BIGINT.equals(kind) || Kind.SMALLINT.equals(kind);
  }

  /// @param fixed whether the order tells all rows of the first table apart
  private String list(Joined from, boolean fixed) {
    if (fixed && lots.chance(20)) {
      return lots.of("*", from.sources.getFirst().alias() + ".*");
    }
    List<String> items = new ArrayList<>();
    for (Scope.Source source : from.sources) {
      // rows that the order does not tell apart may differ in what has no order
      List<String> names =
          fixed ? source.fields().stream().map(Scope.Field::name).toList() : sortable(source);
      List<String> some = names.isEmpty() ? names : lots.some(names);
      for (String name : some.stream().limit(3).toList()) {
        items.add(source.alias() + "." + name + (lots.chance(20) ? " AS c" + items.size() : ""));
      }
    }
    return items.isEmpty() ? "1 AS one" : String.join(", ", items);
  }

  /// A condition about one table alone, of the kinds that applications have.
  private String where(Scope.Source source) {
    List<Scope.Field> fields =
        source.fields().stream()
            .filter(field -> field.kind() != null && field.kind().orders())
            .toList();
    if (fields.isEmpty() || lots.chance(40)) {
      return "";
    }
    String condition = condition(source, lots.of(fields));
    if (lots.chance(25)) {
      condition += lots.of(" AND ", " OR ") + condition(source, lots.of(fields));
    }
    return " WHERE " + condition;
  }

  private String condition(Scope.Source source, Scope.Field field) {
    Kind kind = field.kind();
    String name = source.alias() + "." + field.name();
    if (kind == null) {
      return name + " IS NOT NULL";
    }
    return switch (lots.below(6)) {
      case 0 -> name + " IS NULL";
      case 1 -> name + " IS NOT NULL";
      case 2 -> name + " IN (" + kind.value(lots) + ", " + kind.value(lots) + ")";
      case 3 -> name + lots.of(" < ", " >= ", " <> ") + kind.value(lots);
      case 4 -> "NOT (" + name + " = " + kind.value(lots) + ")";
      default -> name + " = " + kind.value(lots);
    };
  }

  /// Whether an order by the key tells all rows apart.
  static boolean isFixed(Model.Table table) {
    return !table.key().isEmpty()
        && table.key().stream()
            .allMatch(
                column -> column.required() && column.kind() != null && column.kind().orders());
  }

  /// By some columns, and then by all that tell rows apart.
  ///
  /// @param alone whether a bare name can mean no column of another table
  private String order(Model.Table table, Scope.Source source, boolean alone) {
    List<String> sortable = sortable(source);
    List<Model.Column> key = table.key();
    List<String> by = new ArrayList<>();
    if (!sortable.isEmpty() && lots.chance(60)) {
      by.add(lots.of(sortable));
    }
    List<String> rest = isFixed(table) ? key.stream().map(Model.Column::name).toList() : sortable;
    rest.stream().filter(name -> !by.contains(name)).forEach(by::add);
    boolean bare = alone && lots.chance(40);
    String order =
        by.stream()
            .map(name -> (bare ? name : source.alias() + "." + name) + direction())
            .collect(Collectors.joining(", "));
    return order.isEmpty() ? "" : " ORDER BY " + order;
  }

  private static List<String> sortable(Scope.Source source) {
    return source.fields().stream()
        .filter(field -> field.kind() != null && field.kind().orders())
        .map(Scope.Field::name)
        .toList();
  }
}
