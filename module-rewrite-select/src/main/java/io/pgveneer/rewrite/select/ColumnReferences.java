package io.pgveneer.rewrite.select;

import io.pgveneer.api.Column;
import io.pgveneer.api.Identifiers;
import io.pgveneer.api.Relation;
import io.pgveneer.api.SqlError;
import io.pgveneer.rewrite.select.MergingReadRewriter.Replaced;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.TableReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Adapts what a statement says about the columns of relations that were replaced.
///
/// - `public.users.id` loses its schema: the view has no other name than its correlation.
/// - A whole-row reference gets the table's own row type again.
/// - GROUP BY of a primary key names the columns that depend on it: a view has no primary key.
/// - System columns are refused.
final class ColumnReferences {
  /// After these words a name is an operand; after any other it is an alias.
  private static final Set<String> BEFORE_OPERAND =
      Set.of(
          "select",
          "distinct",
          "all",
          "where",
          "and",
          "or",
          "not",
          "on",
          "by",
          "having",
          "case",
          "when",
          "then",
          "else",
          "in",
          "is",
          "like",
          "ilike",
          "similar",
          "between",
          "returning",
          "any",
          "some",
          "from",
          "using",
          "limit",
          "offset",
          "filter",
          "set",
          "to",
          "over");

  private final StatementRequest request;
  private final List<Replaced> replaced;
  private final Words words;

  ColumnReferences(StatementRequest request, List<Replaced> replaced) {
    this.request = request;
    this.replaced = replaced;
    this.words = new Words(request.sql());
  }

  @Nullable SqlError adapt(Splice splice) {
    for (int i = 0; i < words.size(); i++) {
      if (words.isName(i) && !insideReference(words.start(i))) {
        SqlError error = adaptName(i, splice);
        if (error != null) {
          return error;
        }
      }
    }
    return groupings(splice);
  }

  private @Nullable SqlError adaptName(int i, Splice splice) {
    boolean qualified = words.is(i - 1, ".");
    if (!qualified && words.is(i + 1, ".") && words.isName(i + 2) && words.is(i + 3, ".")) {
      dropSchema(i, splice);
      return null;
    }
    if (words.isPlain(i) && SystemColumns.isOne(words.name(i)) && !words.is(i + 1, "(")) {
      return systemColumn(i, qualified);
    }
    if (!qualified && !words.is(i + 1, ".") && !words.is(i + 1, "(")) {
      wholeRow(i, splice);
    }
    return null;
  }

  private void dropSchema(int i, Splice splice) {
    for (Replaced one : replaced) {
      if (one.reference().alias() == null
          && words.name(i).equals(one.relation().schema())
          && words.name(i + 2).equals(one.relation().name())) {
        splice.replace(new Extent(words.start(i), words.start(i + 2)), "");
        return;
      }
    }
  }

  private @Nullable SqlError systemColumn(int i, boolean qualified) {
    for (Replaced one : replaced) {
      boolean catalog = one.relation().schema().equals("pg_catalog");
      boolean meant = !qualified || words.name(i - 2).equals(one.reference().correlation());
      if (!catalog && meant && inScope(one.reference(), words.start(i))) {
        return SqlError.unsupported(
            "system column \"" + words.name(i) + "\" of table \"" + one.relation().name() + "\"",
            "Rows that are still in production have none.");
      }
    }
    return null;
  }

  private void wholeRow(int i, Splice splice) {
    Replaced meant = null;
    for (Replaced one : replaced) {
      Relation relation = one.relation();
      if (relation.schema().equals("pg_catalog")
          || relation.schema().equals("information_schema")
          || !words.name(i).equals(one.reference().correlation())) {
        continue;
      }
      if (inScope(one.reference(), words.start(i))) {
        meant = one;
      }
    }
    if (meant == null || !isOperand(i) || isColumnSomewhere(words.name(i))) {
      return;
    }
    splice.insert(words.start(i), "(");
    splice.insert(words.end(i), "::text::" + meant.relation().qualifiedName() + ")");
  }

  private boolean isOperand(int i) {
    if (i == 0 || words.is(i - 1, ")") || words.is(i - 1, "]")) {
      return false;
    }
    if (words.isName(i - 1)) {
      return words.isPlain(i - 1) && BEFORE_OPERAND.contains(words.name(i - 1));
    }
    return !words.isConstant(i - 1);
  }

  private boolean isColumnSomewhere(String name) {
    for (TableReference reference : request.outline().references()) {
      Relation relation = request.schema().resolve(reference);
      if (relation != null && relation.columns().stream().anyMatch(c -> c.name().equals(name))) {
        return true;
      }
    }
    return false;
  }

  /// Whether an offset lies in a block where the reference's columns can be named.
  private boolean inScope(TableReference reference, int offset) {
    return reference.block() < 0
        || request.outline().blocks().get(reference.block()).extent().contains(offset);
  }

  private boolean insideReference(int offset) {
    for (TableReference reference : request.outline().references()) {
      if (reference.item().contains(offset)) {
        return true;
      }
    }
    for (TableReference reference : request.outline().commonTables()) {
      if (reference.item().contains(offset)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable SqlError groupings(Splice splice) {
    for (Replaced one : replaced) {
      Relation.Lower lower = one.relation().lower();
      int index = one.reference().block();
      if (lower == null || lower.key().isEmpty() || index < 0) {
        continue;
      }
      QueryBlock block = request.outline().blocks().get(index);
      Extent groupBy = block.groupBy();
      if (groupBy == null || !groupsByKey(groupBy, one.reference(), lower.key())) {
        continue;
      }
      List<String> added = new ArrayList<>();
      for (Column column : one.relation().columns()) {
        if (!lower.key().contains(column.name()) && isNamed(block, one.reference(), column)) {
          if (Equality.isMissing(column.type())) {
            return SqlError.unsupported(
                "GROUP BY of a primary key with column \"" + column.name() + "\" selected",
                "Its type has no equality; add an aggregate around it.");
          }
          added.add(
              Identifiers.quote(one.reference().correlation())
                  + "."
                  + Identifiers.quote(column.name()));
        }
      }
      if (!added.isEmpty()) {
        splice.insert(groupBy.end(), ", " + String.join(", ", added));
      }
    }
    return null;
  }

  private boolean groupsByKey(Extent groupBy, TableReference reference, List<String> key) {
    Set<String> grouped = new HashSet<>();
    for (int i = words.first(groupBy); i < words.size() && words.start(i) < groupBy.end(); i++) {
      if (words.isPlain(i) && Set.of("rollup", "cube", "sets").contains(words.name(i))) {
        return false;
      }
      boolean last = words.isName(i) && !words.is(i + 1, ".") && !words.is(i + 1, "(");
      boolean ours = !words.is(i - 1, ".") || words.name(i - 2).equals(reference.correlation());
      if (last && ours) {
        grouped.add(words.name(i));
      }
    }
    return grouped.containsAll(key);
  }

  /// Whether the select list, HAVING or ORDER BY name the column, or may: naming one too many is
  /// harmless.
  private boolean isNamed(QueryBlock block, TableReference reference, Column column) {
    for (Extent extent : clauses(block)) {
      for (int i = words.first(extent); i < words.size() && words.start(i) < extent.end(); i++) {
        boolean ours = !words.is(i - 1, ".") || words.name(i - 2).equals(reference.correlation());
        boolean star = words.is(i, "*") && (words.is(i - 1, ".") || startsItem(i));
        if (ours && (star || words.isName(i) && words.name(i).equals(column.name()))) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean startsItem(int i) {
    return words.is(i - 1, ",") || words.isPlain(i - 1) && words.name(i - 1).equals("select");
  }

  private static List<Extent> clauses(QueryBlock block) {
    List<Extent> clauses = new ArrayList<>();
    for (Extent extent :
        new @Nullable Extent[] {
          block.distinct(), block.select(), block.having(), block.window(), block.orderBy()
        }) {
      if (extent != null) {
        clauses.add(extent);
      }
    }
    return clauses;
  }
}
