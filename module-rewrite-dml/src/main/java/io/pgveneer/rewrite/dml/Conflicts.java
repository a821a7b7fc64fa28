package io.pgveneer.rewrite.dml;

import io.pgveneer.api.Column;
import io.pgveneer.api.Identifiers;
import io.pgveneer.api.Relation;
import io.pgveneer.api.Step;
import io.pgveneer.spi.PinnedKeys;
import io.pgveneer.spi.ReadRewriter;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Lists;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.TokenList;
import io.pgveneer.sql.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Copies up, before an INSERT … ON CONFLICT, the lower rows that its new rows may conflict with.
///
/// The unique index that decides sees upper alone, and so late that no trigger could help.
final class Conflicts {
  private static final String SOURCE = "pgveneer_new";

  /// Types of columns whose values sequences give.
  private static final Set<String> NUMBERS = Set.of("smallint", "integer", "bigint");

  private final StatementRequest request;
  private final Write write;
  private final Relation relation;
  private final Relation.Lower lower;
  private final CopyUp copyUp;
  private final StepText text;
  private final String sql;

  Conflicts(
      StatementRequest request,
      ReadRewriter reads,
      Write write,
      Relation relation,
      Relation.Lower lower) {
    this.request = request;
    this.write = write;
    this.relation = relation;
    this.lower = lower;
    this.copyUp = new CopyUp(lower);
    this.text =
        new StepText(request, reads, write.target(), relation, write.block(), Set.of(), Set.of());
    this.sql = request.sql();
  }

  Step step(Write.Conflict conflict) {
    Extent target = conflict.target();
    List<String> wanted = target == null ? null : conflictColumns(target);
    Extent source = write.source();
    if (!copyUp.isByRow() || wanted == null || source == null) {
      return copyUp.everything();
    }
    List<String> given = givenColumns();
    List<String> present = wanted.stream().filter(given::contains).toList();
    List<String> omitted = wanted.stream().filter(name -> !given.contains(name)).toList();
    String with = "";
    if (text.widening().readsCommonTable(source)) {
      Extent own = write.with();
      if (own == null || write.nested() || !text.canTake(own)) {
        return copyUp.everything();
      }
      with = text.of(own);
    }
    if (relation.kind() == 'v' && !omitted.isEmpty()) {
      // The defaults are those of the table behind the view.
      return copyUp.everything();
    }
    if (present.isEmpty()) {
      return everythingUnlessDrawn(omitted);
    }
    String rows = sourceRows(source, given, present);
    if (rows == null) {
      return copyUp.everything();
    }
    if (with.isEmpty() && omitted.isEmpty() && isKey(present)) {
      return copyUp.keys("ARRAY(" + rows + ")");
    }
    String correlation = write.target().correlation();
    String left =
        present.stream().map(name -> of(correlation, name)).collect(Collectors.joining(", "));
    String from = copyUp.unmasked(correlation);
    List<String> equal = withDefaults("(" + left + ") IN (" + rows + ")", correlation, omitted);
    String nulls =
        present.stream()
            .filter(this::nullsCollide)
            .map(name -> of(correlation, name) + " IS NULL")
            .collect(Collectors.joining(" OR "));
    return nulls.isEmpty()
        ? copyUp.rows(with, correlation, from, equal, "")
        : copyUp.rowsOfEither(
            with, correlation, from, equal, withDefaults(nulls, correlation, omitted));
  }

  private List<String> withDefaults(String condition, String correlation, List<String> omitted) {
    List<String> conditions = new ArrayList<>(List.of(condition));
    omitted.forEach(name -> conditions.addAll(mayBeDefault(correlation, name)));
    return conditions;
  }

  private static String of(String correlation, String name) {
    return Identifiers.quote(correlation) + "." + Identifiers.quote(name);
  }

  /// Whether a row may conflict by NULL in this column, where `IN` finds none. Of a view the
  /// columns of the table behind it are not known by their names.
  private boolean nullsCollide(String name) {
    return !column(name).notNull()
        && (relation.kind() == 'v'
            ? lower.bases().stream()
                .map(request.schema().schema()::find)
                .anyMatch(
                    base -> base != null && base.columns().stream().anyMatch(Column::nullsAlike))
            : column(name).nullsAlike());
  }

  /// Whether these columns are the one that rows can be copied up by.
  private boolean isKey(List<String> columns) {
    PinnedKeys pinned = new PinnedKeys(sql, write.target(), relation, lower);
    return pinned.type() != null && columns.equals(lower.key());
  }

  /// A column that gets its default conflicts with no row where that is NULL, unless NULLs are
  /// alike; and where a sequence gives it, with none that the sequence has passed.
  private Step everythingUnlessDrawn(List<String> omitted) {
    String correlation = write.target().correlation();
    List<String> conditions = new ArrayList<>();
    omitted.forEach(name -> conditions.addAll(mayBeDefault(correlation, name)));
    return copyUp.rows("", correlation, copyUp.unmasked(correlation), conditions, "");
  }

  /// The first condition keeps production from being asked.
  private List<String> mayBeDefault(String correlation, String name) {
    if (nullsCollide(name)) {
      // a default of NULL conflicts too
      return List.of();
    }
    int number = column(name).number();
    String computed =
        "EXISTS (SELECT FROM pg_catalog.pg_attrdef d WHERE d.adrelid = "
            + relation.oid()
            + " AND d.adnum = "
            + number
            + " AND pg_catalog.pg_get_expr(d.adbin, d.adrelid) !~ '^nextval')";
    if (!NUMBERS.contains(column(name).type())) {
      return List.of(computed);
    }
    String drawn = "(SELECT pgveneer.drawn_from(" + relation.oid() + ", " + number + "))";
    String value = of(correlation, name);
    return List.of(
        computed + " OR " + drawn + " IS NOT NULL", computed + " OR " + value + " >= " + drawn);
  }

  private Column column(String name) {
    for (Column column : relation.columns()) {
      if (column.name().equals(name)) {
        return column;
      }
    }
    throw new IllegalArgumentException("no column " + name);
  }

  /// The columns of a conflict target, or null where it holds an expression or an unknown column.
  private @Nullable List<String> conflictColumns(Extent target) {
    List<String> names = new ArrayList<>();
    for (Extent item : Lists.items(sql, target)) {
      TokenList tokens = TokenList.of(sql, item);
      boolean plain = tokens.isName(0) && !tokens.is(1, "(") && !tokens.is(1, ".");
      boolean known =
          plain && relation.columns().stream().anyMatch(c -> c.name().equals(tokens.name(0)));
      if (!known || (tokens.size() > 1 && tokens.is(1, "collate"))) {
        return null;
      }
      names.add(tokens.name(0));
    }
    return names;
  }

  private List<String> givenColumns() {
    Extent columns = write.columns();
    if (columns != null) {
      return Lists.names(sql, columns);
    }
    return relation.columns().stream().map(Column::name).toList();
  }

  /// A query of the new rows' values in some columns, or null where it cannot be told beforehand.
  private @Nullable String sourceRows(Extent source, List<String> given, List<String> wanted) {
    if (mentionsDefault(source)) {
      return null;
    }
    QueryBlock block = blockOf(source);
    if (block == null) {
      return null;
    }
    return block.kind() == QueryBlock.Kind.VALUES
        ? values(block, given, wanted)
        : query(block, source, given, wanted);
  }

  private @Nullable QueryBlock blockOf(Extent source) {
    for (QueryBlock block : request.outline().blocks()) {
      if (block.parent() == write.block() && source.contains(block.extent().start())) {
        return block;
      }
    }
    return null;
  }

  private boolean mentionsDefault(Extent source) {
    TokenList tokens = TokenList.of(sql, source);
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.is(i, "default")) {
        return true;
      }
    }
    return false;
  }

  /// VALUES with nothing but the wanted columns, each of its column's type, so that a parameter has
  /// the type it has in the statement.
  private @Nullable String values(QueryBlock block, List<String> given, List<String> wanted) {
    TokenList tokens = TokenList.of(sql, block.extent());
    List<String> rows = new ArrayList<>();
    for (int i = 1; i < tokens.size() && tokens.is(i, "("); i = tokens.partner(i) + 2) {
      List<Extent> values = tokens.items(i + 1, tokens.partner(i));
      List<String> row = new ArrayList<>();
      for (String name : wanted) {
        int position = given.indexOf(name);
        if (position >= values.size()) {
          return null;
        }
        String value = text.splice().apply(values.get(position)).text();
        if (!KnownFunctions.areAllRepeatable(value)) {
          return null;
        }
        row.add("CAST(" + value + " AS " + column(name).type() + ")");
      }
      rows.add("(" + String.join(", ", row) + ")");
    }
    return rows.isEmpty() ? null : "VALUES " + String.join(", ", rows);
  }

  private @Nullable String query(
      QueryBlock block, Extent source, List<String> given, List<String> wanted) {
    if (!text.canTake(source)) {
      return null;
    }
    int items = given.size();
    if (block.kind() == QueryBlock.Kind.SELECT && block.select() != null) {
      List<Lists.SelectItem> list = Lists.selectItems(sql, block.select());
      if (list.stream().noneMatch(Lists.SelectItem::star)) {
        items = list.size();
        typed(list, given);
      }
    }
    String columns =
        given.stream().limit(items).map(Identifiers::quote).collect(Collectors.joining(", "));
    String list =
        wanted.stream()
            .map(
                name ->
                    "CAST("
                        + SOURCE
                        + "."
                        + Identifiers.quote(name)
                        + " AS "
                        + column(name).type()
                        + ")")
            .collect(Collectors.joining(", "));
    return "SELECT " + list + " FROM (" + text.of(source) + ") AS " + SOURCE + "(" + columns + ")";
  }

  /// A parameter in a select list takes its type from the column that it is inserted into.
  private void typed(List<Lists.SelectItem> list, List<String> given) {
    for (int i = 0; i < Math.min(list.size(), given.size()); i++) {
      Extent expression = list.get(i).expression();
      boolean parameter = expression.in(sql).startsWith("$");
      if (parameter
          && relation.columns().stream().map(Column::name).anyMatch(given.get(i)::equals)) {
        String type = column(given.get(i)).type();
        text.splice()
            .insert(expression.start(), "CAST(")
            .insert(expression.end(), " AS " + type + ")");
      }
    }
  }
}
