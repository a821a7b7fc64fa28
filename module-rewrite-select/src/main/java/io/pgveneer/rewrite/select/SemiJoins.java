package io.pgveneer.rewrite.select;

import io.pgveneer.api.Column;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Lexer;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.TokenList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells the subqueries of EXISTS and IN whose relations may not be read from production alone.
///
/// From PostgreSQL 17 on, postgres_fdw ships such a subquery as a semi-join, also where a condition
/// between both sides cannot be shipped: it then asks for columns of the inner side, which the
/// query that it sends does not give (`missing FROM-clause entry for table "r4"`). So each such
/// condition must be one that is shipped for certain, or the inner relations are read with their
/// layers, which no join goes through.
final class SemiJoins {
  static final String REASON = "a condition of EXISTS or IN that may not be shipped";

  private static final Set<String> COMPARISONS = Set.of("=", "<", ">", "<=", ">=", "<>", "!=");
  private static final Set<String> CONDITION_WORDS =
      Set.of("and", "or", "not", "is", "null", "true", "false", "between");
  private static final Set<String> JOIN_WORDS =
      Set.of(
          "join", "inner", "left", "right", "full", "outer", "cross", "natural", "using", "on",
          "as", "lateral");

  /// Types whose comparisons, also with each other, are immutable and the same everywhere.
  private static final Set<String> TYPES =
      Set.of(
          "boolean",
          "smallint",
          "integer",
          "bigint",
          "numeric",
          "real",
          "double precision",
          "text",
          "character varying",
          "character",
          "uuid",
          "bytea");

  /// Types of which this holds only between columns of one and the same.
  private static final Set<String> TIMES =
      Set.of("date", "timestamp without time zone", "timestamp with time zone");

  private final TokenList tokens;
  private final List<QueryBlock> blocks;
  private final List<Item> items;

  SemiJoins(Outline outline, List<Item> items) {
    this.tokens = TokenList.of(outline.sql());
    this.blocks = outline.blocks();
    this.items = items;
  }

  /// Whether a statement may have such a subquery at all.
  static boolean mayBeIn(Outline outline) {
    return outline.blocks().size() > 1;
  }

  /// Whether an item is inside a subquery with a condition that may not be shipped.
  boolean forbidsClean(Item item) {
    for (int block = item.reference.block(); block >= 0; block = blocks.get(block).parent()) {
      int word = wordBefore(blocks.get(block));
      if (word >= 0 && !isShipped(blocks.get(block), word)) {
        return true;
      }
    }
    return false;
  }

  /// The token of EXISTS, IN, ANY or SOME that the block is the subquery of, or -1.
  private int wordBefore(QueryBlock block) {
    Extent with = block.with();
    int i = tokens.at(with == null ? block.extent().start() : with.start()) - 1;
    if (!tokens.is(i, "(")) {
      return -1;
    }
    while (tokens.is(i, "(")) {
      i--;
    }
    boolean semi =
        tokens.is(i, "exists") || tokens.is(i, "in") || tokens.is(i, "any") || tokens.is(i, "some");
    return semi ? i : -1;
  }

  private boolean isShipped(QueryBlock block, int word) {
    if (!tokens.is(word, "exists") && !comparesColumns(block, word)) {
      return false;
    }
    Extent from = block.from();
    Extent where = block.where();
    return (from == null || namesOnlyInner(block, from, JOIN_WORDS))
        && (where == null || isShipped(block, where));
  }

  /// Whether both sides of `column IN (SELECT column …` are columns that can be compared there.
  private boolean comparesColumns(QueryBlock block, int word) {
    int end = word;
    if (!tokens.is(word, "in")) {
      end--;
      if (tokens.kind(end) != Lexer.Kind.OPERATOR || !COMPARISONS.contains(tokens.text(end))) {
        return false;
      }
    } else if (tokens.is(word - 1, "not")) {
      return true;
    }
    int begin = end - 1;
    while (tokens.is(begin - 1, ".")) {
      begin -= 2;
    }
    Extent select = block.select();
    int first = begin - 1;
    boolean whole =
        tokens.is(first, "where")
            || tokens.is(first, "and")
            || tokens.is(first, "or")
            || tokens.is(first, "(")
            || tokens.is(first, "not")
            || tokens.is(first, "on");
    if (!whole || select == null) {
      return false;
    }
    Compared compared = new Compared();
    return compared.column(begin, end)
        && compared.column(tokens.at(select.start()), tokens.at(select.end()));
  }

  private boolean isShipped(QueryBlock block, Extent where) {
    int to = tokens.at(where.end());
    int from = tokens.at(where.start());
    for (int i = from; i <= to; i++) {
      if (i < to && tokens.is(i, "(") && tokens.partner(i) > i) {
        i = tokens.partner(i);
      } else if (i == to || tokens.is(i, "and")) {
        Extent conjunct = new Extent(tokens.start(from), tokens.end(i - 1));
        if (!namesOnlyInner(block, conjunct, CONDITION_WORDS) && !isShipped(from, i)) {
          return false;
        }
        from = i + 1;
      }
    }
    return true;
  }

  /// Whether a condition is made of columns, values and comparisons alone.
  private boolean isShipped(int from, int to) {
    Compared compared = new Compared();
    for (int i = from; i < to; i++) {
      switch (tokens.kind(i)) {
        case STRING, NUMBER, PARAMETER -> {}
        case OPERATOR -> {
          if (!COMPARISONS.contains(tokens.text(i))) {
            return false;
          }
        }
        case PUNCTUATION -> {
          if (!tokens.is(i, "(") && !tokens.is(i, ")")) {
            return false;
          }
        }
        case WORD, QUOTED_IDENTIFIER -> {
          if (tokens.isQuoted(i) || !CONDITION_WORDS.contains(tokens.name(i))) {
            int end = tokens.is(i + 1, ".") ? i + 3 : i + 1;
            if (end > to || !compared.column(i, end)) {
              return false;
            }
            i = end - 1;
          }
        }
        default -> {
          return false;
        }
      }
    }
    return true;
  }

  /// Whether each name in a stretch is one of the block's own relations and their columns, so that
  /// it says nothing about those around it.
  private boolean namesOnlyInner(QueryBlock block, Extent stretch, Set<String> words) {
    int to = tokens.at(stretch.end());
    for (int i = tokens.at(stretch.start()); i < to; i++) {
      Item inner = itemAround(block, tokens.start(i));
      if (inner != null) {
        i = tokens.at(inner.reference.item().end()) - 1;
      } else if (tokens.isName(i)) {
        boolean qualified = tokens.is(i + 1, ".");
        boolean known =
            qualified
                ? isCorrelation(block, tokens.name(i))
                : !tokens.isQuoted(i) && words.contains(tokens.name(i))
                    || tokens.is(i + 1, "(")
                    || isColumn(block, tokens.name(i));
        if (!known) {
          return false;
        }
        i += qualified ? 2 : 0;
      }
    }
    return true;
  }

  private @Nullable Item itemAround(QueryBlock block, int offset) {
    for (Item item : items) {
      if (block.extent().contains(offset) && item.reference.item().contains(offset)) {
        return item;
      }
    }
    return null;
  }

  private boolean isCorrelation(QueryBlock block, String name) {
    return items.stream()
        .anyMatch(item -> isOwn(block, item) && item.reference.correlation().equals(name));
  }

  private boolean isColumn(QueryBlock block, String name) {
    return items.stream().anyMatch(item -> isOwn(block, item) && item.hasColumn(name));
  }

  private boolean isOwn(QueryBlock block, Item item) {
    int index = item.reference.block();
    return index >= 0 && blocks.get(index).equals(block);
  }

  /// Columns that are compared with one another.
  private final class Compared {
    private final Set<String> times = new HashSet<>();

    /// Whether these tokens are one column that can be compared with those before.
    boolean column(int from, int to) {
      int name = to - 1;
      if (to - from != 1 && !(to - from == 3 && tokens.is(from + 1, "."))
          || !tokens.isName(from)
          || !tokens.isName(name)) {
        return false;
      }
      String correlation = to - from == 3 ? tokens.name(from) : null;
      boolean found = false;
      for (Item item : items) {
        Column column = item.column(tokens.name(name));
        if (column != null
            && (correlation == null || item.reference.correlation().equals(correlation))) {
          if (!isComparable(item, column)) {
            return false;
          }
          found = true;
        }
      }
      return found;
    }

    private boolean isComparable(Item item, Column column) {
      char kind = item.relation == null ? 'v' : item.relation.kind();
      int modifier = column.type().indexOf('(');
      String type = modifier < 0 ? column.type() : withoutModifier(column.type(), modifier);
      if (TIMES.contains(type)) {
        times.add(type);
      } else if (!TYPES.contains(type)) {
        return false;
      }
      return !column.mapped() && (kind == 'r' || kind == 'p') && times.size() < 2;
    }

    private static String withoutModifier(String type, int modifier) {
      return type.substring(0, modifier) + type.substring(type.indexOf(')') + 1);
    }
  }
}
