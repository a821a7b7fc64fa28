package io.pgveneer.rewrite.select;

import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.TableReference;
import io.pgveneer.sql.TokenList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which relations the query blocks of a statement have in scope.
final class Scopes {
  private final String sql;
  private final List<QueryBlock> blocks;
  private final List<List<Item>> items = new ArrayList<>();

  Scopes(Outline outline, List<Item> all) {
    this.sql = outline.sql();
    this.blocks = outline.blocks();
    for (int i = 0; i < blocks.size(); i++) {
      items.add(new ArrayList<>(2));
    }
    for (Item item : all) {
      if (item.reference.block() >= 0) {
        items.get(item.reference.block()).add(item);
      }
    }
    for (TableReference reference : outline.commonTables()) {
      if (reference.block() >= 0) {
        items.get(reference.block()).add(new Item(reference, null, null));
      }
    }
  }

  /// Index of the innermost block around an offset, or -1.
  int blockAt(int offset) {
    int innermost = -1;
    int length = Integer.MAX_VALUE;
    for (int i = 0; i < blocks.size(); i++) {
      QueryBlock block = blocks.get(i);
      int size = block.extent().end() - block.extent().start();
      if (block.extent().contains(offset) && size <= length) {
        innermost = i;
        length = size;
      }
    }
    return innermost;
  }

  int parent(int block) {
    return blocks.get(block).parent();
  }

  List<Item> of(int block) {
    return items.get(block);
  }

  /// The relation that a correlation name means at an offset: the innermost one. Null where it
  /// means a subquery or a function.
  @Nullable Item find(String correlation, int offset) {
    int innermost = blockAt(offset);
    for (int block = innermost; block >= 0; block = parent(block)) {
      for (Item item : items.get(block)) {
        if (item.reference.correlation().equals(correlation)) {
          return isHidden(correlation, innermost, block) ? null : item;
        }
      }
    }
    return null;
  }

  /// Whether a name of an outer block means another thing in one of those within.
  private boolean isHidden(String correlation, int innermost, int outer) {
    for (int block = innermost; block != outer; block = parent(block)) {
      Extent from = blocks.get(block).from();
      if (from != null
          && from.in(sql).indexOf('(') >= 0
          && namesDerived(TokenList.of(sql, from), correlation)) {
        return true;
      }
    }
    return false;
  }

  /// Whether a FROM gives the name to a subquery, a function or a join.
  private static boolean namesDerived(TokenList from, String correlation) {
    for (int i = 0; i < from.size(); i++) {
      if (!from.is(i, "(")) {
        continue;
      }
      boolean function =
          from.isName(i - 1) && !from.is(i - 1, "lateral") && !from.is(i - 1, "join");
      int close = from.partner(i);
      int alias = close + (from.is(close + 1, "with") ? 3 : 1);
      alias += from.is(alias, "as") ? 1 : 0;
      if (from.isName(alias) && from.name(alias).equals(correlation)
          || function && from.name(i - 1).equals(correlation)) {
        return true;
      }
      if (function || Names.opensQuery(from, i)) {
        i = close;
      }
    }
    return false;
  }

  /// The relation that `schema.name` means at an offset, where it is in scope under that name.
  @Nullable Item find(String schema, String name, int offset) {
    for (int block = blockAt(offset); block >= 0; block = parent(block)) {
      for (Item item : items.get(block)) {
        if (item.reference.alias() == null
            && item.relation != null
            && item.relation.name().equals(name)
            && item.relation.schema().equals(schema)) {
          return item;
        }
      }
    }
    return null;
  }

  /// Whether a relation in scope at an offset has a column of that name.
  boolean hasColumn(String name, int offset) {
    for (int block = blockAt(offset); block >= 0; block = parent(block)) {
      for (Item item : items.get(block)) {
        if (item.hasColumn(name)) {
          return true;
        }
      }
    }
    return false;
  }

  /// The replaced relation that an unqualified system column belongs to at an offset, if any.
  @Nullable Item ownerOfSystemColumn(int offset) {
    for (int block = blockAt(offset); block >= 0; block = parent(block)) {
      for (Item item : items.get(block)) {
        if (item.isReplaced()) {
          return item;
        }
      }
      if (!items.get(block).isEmpty()) {
        return null;
      }
    }
    return null;
  }
}
