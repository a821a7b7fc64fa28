package io.pgveneer.rewrite.select;

import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.TableReference;
import io.pgveneer.sql.TokenList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Mends the column references that would mean something else once a relation is replaced: those
/// qualified by a
/// schema, system columns, and whole rows.
final class ColumnReferences {
  private final Scopes scopes;
  private final Splice splice;
  private final TokenList tokens;
  private final WholeRows wholeRows;
  private final List<Extent> skipped = new ArrayList<>();

  /// @param taken what is replaced as a whole
  ColumnReferences(String sql, Outline outline, Scopes scopes, Splice splice, List<Extent> taken) {
    this.scopes = scopes;
    this.splice = splice;
    this.tokens = TokenList.of(sql);
    this.wholeRows = new WholeRows(sql, outline, tokens, scopes, splice);
    for (TableReference reference : outline.references()) {
      skipped.add(reference.item());
    }
    for (TableReference reference : outline.commonTables()) {
      skipped.add(reference.item());
    }
    skipped.removeIf(extent -> taken.stream().anyMatch(t -> t.contains(extent.start())));
    skipped.addAll(taken);
    skipped.sort(Comparator.comparingInt(Extent::start));
  }

  void rewrite() {
    int skip = 0;
    int i = 0;
    while (i < tokens.size()) {
      while (skip < skipped.size() && skipped.get(skip).end() <= tokens.start(i)) {
        skip++;
      }
      if (skip < skipped.size() && skipped.get(skip).contains(tokens.start(i))) {
        i = Math.max(i + 1, tokens.at(skipped.get(skip).end()));
      } else if (Names.isColumnName(tokens, i)) {
        int last = lastOfChain(i);
        if (!tokens.is(last + 1, "(")) {
          reference(i, last);
        }
        i = last + 1;
      } else {
        i++;
      }
    }
  }

  /// Index of the last part of `a.b.c` or `a.*`.
  private int lastOfChain(int first) {
    int last = first;
    while (tokens.is(last + 1, ".") && (tokens.isName(last + 2) || tokens.is(last + 2, "*"))) {
      last += 2;
    }
    return last;
  }

  private void reference(int first, int last) {
    if (tokens.is(first - 1, ".") || tokens.is(first - 1, "::")) {
      return;
    }
    int parts = (last - first) / 2 + 1;
    int offset = tokens.start(first);
    if (parts == 1) {
      bare(first);
      return;
    }
    Item item;
    int column;
    if (parts == 2) {
      item = scopes.find(tokens.name(first), offset);
      column = first + 2;
    } else {
      item = schemaQualified(first, last, parts);
      column = first + 4;
    }
    if (item == null || !item.isReplaced()) {
      return;
    }
    if (tokens.isName(column) && Names.SYSTEM_COLUMNS.contains(tokens.name(column))) {
      SystemColumns.use(item, tokens.name(column));
    } else if (tokens.isName(column) && item.computes(tokens.name(column))) {
      wholeRows.computed(item, first, column);
    } else if (tokens.is(column, "*")) {
      wholeRows.star(item, first, column);
    }
  }

  private void bare(int index) {
    String name = tokens.name(index);
    int offset = tokens.start(index);
    if (!Names.isOperandPosition(tokens, index)
        || tokens.is(index + 1, "=>")
        || tokens.is(index + 1, ":=")) {
      return;
    }
    if (Names.SYSTEM_COLUMNS.contains(name)) {
      Item owner = scopes.ownerOfSystemColumn(offset);
      if (owner != null && !owner.hasColumn(name)) {
        SystemColumns.use(owner, name);
      }
      return;
    }
    Item item = scopes.find(name, offset);
    if (item != null && item.isReplaced() && !scopes.hasColumn(name, offset)) {
      wholeRows.bare(item, index);
    }
  }

  /// `schema.relation.column`: the schema is dropped where the relation is replaced.
  private @Nullable Item schemaQualified(int first, int last, int parts) {
    String name = tokens.name(first + 2);
    Item item = scopes.find(tokens.name(first), name, tokens.start(first));
    if (item == null || !item.isReplaced()) {
      if (parts > 3) {
        Item named = scopes.find(name, tokens.name(first + 4), tokens.start(first));
        if (named != null && named.isReplaced()) {
          throw Unreadable.because("a column name qualified with the database's");
        }
      }
      return item;
    }
    if (scopes.find(name, tokens.start(first)) != item || last < first + 4) {
      throw Unreadable.because(
          "column reference "
              + tokens.text(first)
              + "."
              + tokens.text(first + 2)
              + " behind an alias of that name");
    }
    splice.replace(new Extent(tokens.start(first), tokens.start(first + 2)), "");
    return item;
  }
}
