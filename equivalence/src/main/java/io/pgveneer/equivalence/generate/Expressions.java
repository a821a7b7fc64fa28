package io.pgveneer.equivalence.generate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes expressions of a wanted type.
final class Expressions {
  private final Lots lots;
  private final Functions functions;
  private @Nullable Queries queries;

  Expressions(Lots lots, Functions functions) {
    this.lots = lots;
    this.functions = functions;
  }

  void ask(Queries subqueries) {
    queries = subqueries;
  }

  /// @param depth how many levels of calls it may have
  String value(Kind kind, Scope scope, int depth) {
    if (depth <= 0 || lots.chance(40)) {
      return leaf(kind, scope);
    }
    return switch (lots.below(12)) {
      case 0 ->
          "CASE WHEN "
              + condition(scope, depth - 1)
              + " THEN "
              + value(kind, scope, depth - 1)
              + lots.of("", " ELSE " + value(kind, scope, depth - 1))
              + " END";
      case 1 -> "coalesce(" + value(kind, scope, depth - 1) + ", " + kind.typed(lots) + ")";
      case 2 ->
          kind.orders()
              ? two(lots.of("nullif", "greatest", "least"), kind, scope, depth)
              : leaf(kind, scope);
      case 3 ->
          lots.chance(40)
              ? requireNonNull(queries).scalar(kind, scope, depth - 1)
              : call(kind, scope, depth);
      case 4 ->
          Kind.BOOLEAN.equals(kind)
              ? "(" + condition(scope, depth - 1) + ")"
              : special(kind, scope, depth);
      default -> call(kind, scope, depth);
    };
  }

  private String two(String function, Kind kind, Scope scope, int depth) {
    return function + "(" + value(kind, scope, depth - 1) + ", " + leaf(kind, scope) + ")";
  }

  private String leaf(Kind kind, Scope scope) {
    List<Scope.Reference> columns = scope.references(kind);
    return columns.isEmpty() || lots.chance(15) ? kind.typed(lots) : lots.of(columns).sql();
  }

  private String call(Kind kind, Scope scope, int depth) {
    List<Functions.Function> candidates = functions.giving(kind);
    if (candidates.isEmpty()) {
      return leaf(kind, scope);
    }
    Functions.Function function = lots.of(candidates);
    // A number that is computed may leave the range of its type, or be a divisor of zero.
    int rest =
        function.how() == 'c' || function.arguments().stream().anyMatch(Kind::isNumber)
            ? 0
            : depth - 1;
    return function.call(
        function.arguments().stream().map(argument -> value(argument, scope, rest)).toList());
  }

  /// What the catalogue does not tell of: polymorphic functions, constructors, the session's own.
  private String special(Kind kind, Scope scope, int depth) {
    List<Scope.Reference> columns = scope.references();
    String any = columns.isEmpty() ? kind.typed(lots) : lots.of(columns).sql();
    if (Kind.TEXT.equals(kind)) {
      return lots.of(
          "to_jsonb(" + any + ")::text",
          "pg_typeof(" + any + ")::text",
          "quote_nullable(" + any + "::text)",
          "format('%s-%L', " + any + ", " + value(Kind.TEXT, scope, depth - 1) + ")",
          "concat(" + any + "::text, 'x')",
          "current_user::text",
          "current_schema::text",
          "current_setting('timezone')");
    }
    if (Kind.JSONB.equals(kind)) {
      return lots.of(
          "to_jsonb(" + any + ")",
          "jsonb_build_object('k', " + any + ")",
          "jsonb_build_array(" + any + ", 1)");
    }
    if (Kind.INT.equals(kind)) {
      return lots.of(
          "num_nulls(" + any + ", 1)", "length(" + any + "::text)", "num_nonnulls(" + any + ")");
    }
    if (Kind.INTS.equals(kind)) {
      return "ARRAY[" + leaf(Kind.INT, scope) + ", " + leaf(Kind.INT, scope) + "]";
    }
    if (Kind.BOOLEAN.equals(kind)) {
      return lots.of(
          "now() > '2020-01-01'",
          "pg_backend_pid() > 0",
          any + " IS NULL",
          "txid_current() IS NOT NULL");
    }
    return leaf(kind, scope);
  }

  String condition(Scope scope, int depth) {
    if (depth > 0) {
      switch (lots.below(10)) {
        case 0 -> {
          return "(" + condition(scope, depth - 1) + " AND " + condition(scope, depth - 1) + ")";
        }
        case 1 -> {
          return "(" + condition(scope, depth - 1) + " OR " + condition(scope, depth - 1) + ")";
        }
        case 2 -> {
          return "NOT " + lots.of("", "") + "(" + condition(scope, depth - 1) + ")";
        }
        case 3 -> {
          return requireNonNull(queries).existence(scope, depth - 1);
        }
        case 4 -> {
          return value(Kind.BOOLEAN, scope, depth - 1);
        }
        default -> {}
      }
    }
    return comparison(scope, depth);
  }

  private String comparison(Scope scope, int depth) {
    List<Scope.Reference> columns = scope.references();
    if (columns.isEmpty()) {
      return lots.of("true", "1 = 1", "2 > 1", "'a' < 'b'");
    }
    Scope.Reference column = lots.of(columns);
    Kind kind = column.kind();
    String name = column.sql();
    if (!kind.orders()) {
      return name + lots.of(" IS NULL", " IS NOT NULL");
    }
    return switch (lots.below(13)) {
      case 0 -> name + lots.of(" IS NULL", " IS NOT NULL");
      case 1 ->
          name + lots.of(" IN (", " NOT IN (") + kind.value(lots) + ", " + kind.value(lots) + ")";
      case 2 ->
          name
              + " BETWEEN "
              + lots.of("", "SYMMETRIC ")
              + kind.value(lots)
              + " AND "
              + kind.value(lots);
      case 3 ->
          name
              + lots.of(" IS DISTINCT FROM ", " IS NOT DISTINCT FROM ")
              + value(kind, scope, depth - 1);
      case 4 ->
          name
              + lots.of(" = ANY (ARRAY[", " <> ALL (ARRAY[")
              + kind.typed(lots)
              + ", "
              + kind.typed(lots)
              + "])";
      case 5 -> "(" + name + ", 1) " + lots.of("=", "<", "<=") + " (" + kind.typed(lots) + ", 2)";
      case 6 ->
          kind.isText()
              ? name + lots.of(" LIKE ", " ILIKE ", " ~ ") + lots.of("'%a%'", "'v%'", "'_'", "'Z'")
              : equal(name, kind);
      case 7 ->
          depth > 0
              ? name
                  + lots.of(" IN (", " NOT IN (", " = ANY (")
                  + requireNonNull(queries).oneColumn(kind, scope, depth - 1)
                  + ")"
              : equal(name, kind);
      case 8, 9 ->
          name + lots.of(" < ", " <= ", " > ", " >= ", " <> ") + value(kind, scope, depth - 1);
      default -> equal(name, kind);
    };
  }

  private String equal(String name, Kind kind) {
    return lots.chance(10) ? kind.typed(lots) + " = " + name : name + " = " + kind.value(lots);
  }

  /// An aggregate whose result does not depend on the order of rows.
  String aggregate(Scope scope) {
    List<Scope.Reference> columns = scope.references();
    String filter = lots.chance(10) ? " FILTER (WHERE " + condition(scope, 0) + ")" : "";
    if (columns.isEmpty() || lots.chance(20)) {
      return "count(*)" + filter;
    }
    Scope.Reference column = lots.of(columns);
    String name = column.sql();
    if (lots.chance(50)) {
      Kind wanted = lots.of(Kind.all());
      List<Functions.Function> candidates = functions.aggregatesGiving(wanted);
      if (!candidates.isEmpty()) {
        Functions.Function function = lots.of(candidates);
        List<String> values =
            function.arguments().stream().map(kind -> value(kind, scope, 0)).toList();
        return function.call(values) + filter;
      }
    }
    List<String> choices = new ArrayList<>(List.of("count(" + name + ")"));
    if (column.kind().orders()) {
      choices.add("count(DISTINCT " + name + ")");
      choices.add("array_agg(" + name + " ORDER BY " + name + ")");
      choices.add("array_agg(DISTINCT " + name + ")");
      choices.add("jsonb_agg(" + name + " ORDER BY " + name + " DESC NULLS LAST)");
      choices.add("string_agg(" + name + "::text, ',' ORDER BY " + name + "::text)");
      choices.add("mode() WITHIN GROUP (ORDER BY " + name + ")");
      choices.add("percentile_disc(0.5) WITHIN GROUP (ORDER BY " + name + ")");
      choices.add("rank(" + column.kind().typed(lots) + ") WITHIN GROUP (ORDER BY " + name + ")");
    }
    return lots.of(choices) + filter;
  }

  /// A window function whose result does not depend on the order of peers.
  String window(Scope scope) {
    List<Scope.Reference> columns =
        scope.references().stream().filter(reference -> reference.kind().orders()).toList();
    if (columns.isEmpty()) {
      return "count(*) OVER ()";
    }
    String order = lots.of(columns).sql();
    String by = lots.chance(50) ? "PARTITION BY " + lots.of(columns).sql() + " " : "";
    Scope.Reference measured = lots.of(columns);
    String frame =
        lots.chance(25)
            ? lots.of(
                " RANGE UNBOUNDED PRECEDING",
                " GROUPS BETWEEN 1 PRECEDING AND CURRENT ROW EXCLUDE GROUP")
            : "";
    String function =
        lots.of(
            "rank()",
            "dense_rank()",
            "percent_rank()",
            "cume_dist()",
            "count(*)",
            "count(" + measured.sql() + ")",
            "max(" + order + ")",
            "first_value(" + order + ")",
            measured.kind().isNumber() ? "sum(" + measured.sql() + ")" : "count(*)");
    return function
        + " OVER ("
        + by
        + "ORDER BY "
        + order
        + lots.of("", " DESC", " NULLS FIRST")
        + frame
        + ")";
  }

  /// The columns of a row constructor or list.
  String list(Scope scope, List<Kind> kinds, int depth) {
    return kinds.stream().map(kind -> value(kind, scope, depth)).collect(Collectors.joining(", "));
  }

  static String joined(Stream<String> parts) {
    return parts.collect(Collectors.joining(", "));
  }
}
