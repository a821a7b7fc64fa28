package io.pgveneer.rewrite.select.pushdown;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// What the arms have to give: groups, and aggregates over parts of the rows.
final class Query {
  /// The derived table that holds what the arms give.
  static final String ALIAS = "pgveneer_arms";

  final List<Source> sources;
  final FromItem from;
  final @Nullable Expression where;
  final List<Expression> groups = new ArrayList<>();
  final List<Partial> partials = new ArrayList<>();

  /// A column of which no value occurs in two arms; null where there is none.
  @Nullable ColumnUse apart;

  Query(List<Source> sources, FromItem from, @Nullable Expression where) {
    this.sources = sources;
    this.from = from;
    this.where = where;
  }

  /// The text that means a group in the outer query; added where there is none yet.
  String group(Expression expression) {
    int found = indexOfGroup(expression.key());
    if (found < 0) {
      groups.add(expression);
      found = groups.size() - 1;
    }
    return groupText(found);
  }

  /// The derived table's alias, with names of its columns: Calcite leaves out a projection that is
  /// all of a relation's columns in their order, and its names with it.
  String alias() {
    StringJoiner names = new StringJoiner(", ", ALIAS + "(", ")");
    for (int i = 1; i <= groups.size(); i++) {
      names.add("g" + i);
    }
    for (int i = 1; i <= partials.size(); i++) {
      names.add("a" + i);
    }
    return names.toString();
  }

  int indexOfGroup(String key) {
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).key().equals(key)) {
        return i;
      }
    }
    return -1;
  }

  static String groupText(int index) {
    return ALIAS + ".g" + (index + 1);
  }

  /// The text that means the parts of an aggregate in the outer query.
  String partial(Partial partial) {
    for (int i = 0; i < partials.size(); i++) {
      if (partials.get(i).key().equals(partial.key())) {
        return ALIAS + ".a" + (i + 1);
      }
    }
    partials.add(partial);
    return ALIAS + ".a" + partials.size();
  }
}
