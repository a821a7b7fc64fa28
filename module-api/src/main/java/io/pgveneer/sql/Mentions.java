package io.pgveneer.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The second opinion on an outline: a plain scan of the tokens for names that stand where a
/// relation may stand, made without the grammar that made the outline.
///
/// It knows less than the outline and errs on the side of finding: a keyword decides whether the
/// next name is in such a place (FROM, JOIN, INTO, TABLE, …), and a comma goes on with what came
/// before it. What it finds and the outline does not account for means that the outline may have
/// read half of the statement.
public final class Mentions {
  /// Whether a name means a relation that a statement must not reach without notice.
  @FunctionalInterface
  public interface Known {
    /// @param schema folded, or null for an unqualified name
    /// @param name folded
    boolean test(@Nullable String schema, String name);
  }

  private final Tokens tokens;
  private final Outline outline;
  private final Known known;
  private final List<Extent> found = new ArrayList<>(0);
  private @Nullable Set<Integer> accounted;

  /// Per parenthesis, the innermost last: what has been seen at its level.
  private final ArrayList<Level> levels = new ArrayList<>();

  private static final class Level {
    /// SELECT, UPDATE, DELETE or MERGE: what FROM and USING belong to.
    boolean query;

    /// A comma at this level is followed by another relation.
    boolean list;
  }

  private Mentions(Tokens tokens, Outline outline, Known known) {
    this.tokens = tokens;
    this.outline = outline;
    this.known = known;
  }

  /// The names of known relations that the outline has neither as a reference nor as a common table
  /// expression.
  ///
  /// @param standardStrings the session's `standard_conforming_strings`
  public static List<Extent> unaccounted(Outline outline, boolean standardStrings, Known known) {
    if (outline.kind() == StatementClass.UNKNOWN) {
      return List.of();
    }
    String sql = outline.sql();
    Tokens tokens = Tokens.of(sql, new Extent(0, sql.length()), standardStrings);
    Mentions mentions = new Mentions(tokens, outline, known);
    mentions.scan();
    return List.copyOf(mentions.found);
  }

  private void scan() {
    Level level = new Level();
    boolean place = isListed();
    level.list = place;
    for (int i = 0; i < tokens.count(); i++) {
      Symbol symbol = tokens.at(i);
      switch (symbol) {
        case OPEN_PAREN -> {
          levels.add(level);
          level = new Level();
          place &= holdsRelations(i);
          level.list = place && tokens.at(i - 1) == Symbol.INHERITS;
        }
        case CLOSE_PAREN -> {
          level = levels.removeLast();
          place = tokens.partner(i) == 1 && isListed();
        }
        case COMMA -> place = level.list;
        default -> {
          if (place && symbol.isIdentifier() && !isRowsFrom(i)) {
            mention(i);
          }
          place = isPlaceBehind(i, symbol, level, place);
        }
      }
    }
  }

  /// Whether the statement is a list of relations behind its verb: `VACUUM a, b`.
  private boolean isListed() {
    return switch (outline.kind()) {
      case TRUNCATE, LOCK, MAINTENANCE -> true;
      default -> false;
    };
  }

  private boolean isRowsFrom(int index) {
    return tokens.at(index) == Symbol.ROWS && tokens.at(index + 1) == Symbol.FROM;
  }

  /// Whether a parenthesis in the place of a relation holds one: a join, or an item in more
  /// parentheses.
  private boolean holdsRelations(int open) {
    return switch (tokens.at(open - 1)) {
      case FROM, JOIN, COMMA, ONLY, LATERAL, OPEN_PAREN, INHERITS -> true;
      case USING -> isJoinNext(open + 1);
      default -> false;
    };
  }

  private boolean isJoinNext(int index) {
    int behind = index + 1;
    while (tokens.at(behind) == Symbol.DOT) {
      behind += 2;
    }
    return tokens.at(behind) != Symbol.COMMA && tokens.at(behind) != Symbol.CLOSE_PAREN;
  }

  /// Whether a relation may stand behind this token.
  private boolean isPlaceBehind(int index, Symbol symbol, Level level, boolean place) {
    Symbol before = tokens.at(index - 1);
    if (before == Symbol.DOT) {
      return false;
    }
    return switch (symbol) {
      case SELECT, UPDATE, DELETE, MERGE -> {
        level.query |= isVerb(index, before);
        level.list = false;
        yield symbol == Symbol.UPDATE;
      }
      case WHERE, GROUP, HAVING, WINDOW, ORDER, LIMIT, OFFSET, FETCH, FOR, SET, RETURNING, WHEN -> {
        level.list &= before == Symbol.AS;
        yield false;
      }
      default ->
          before != Symbol.AS
              && (level.query ? isPlaceInQuery(index, level, place) : isPlace(index, level, place));
    };
  }

  private boolean isPlaceInQuery(int index, Level level, boolean place) {
    return switch (tokens.at(index)) {
      case FROM -> {
        boolean clause = !isDistinctFrom(index);
        level.list |= clause;
        yield clause;
      }
      case USING -> {
        level.list |= isDeleteOrMerge();
        yield true;
      }
      case JOIN, INTO, TABLE -> true;
      case ONLY, LATERAL -> place;
      default -> false;
    };
  }

  /// Where no query is: in utility statements, and before the verb of others.
  private boolean isPlace(int index, Level level, boolean place) {
    Symbol before = tokens.at(index - 1);
    boolean definition = outline.kind() == StatementClass.DDL;
    return switch (tokens.at(index)) {
      case JOIN, INTO, REFERENCES, COPY, INHERIT, INHERITS -> true;
      case ONLY, LATERAL, IF, NOT, EXISTS, CONCURRENTLY, VERBOSE, FULL, FREEZE -> place;
      case TABLE, VIEW, SEQUENCE -> {
        level.list |= outline.command().startsWith("DROP") || isGrant();
        yield true;
      }
      case ON -> {
        level.list |= isGrant();
        yield definition
            && !isCommand("CREATE STATISTICS")
            && !isCommand("ALTER DEFAULT PRIVILEGES");
      }
      case LIKE -> definition;
      case FROM -> isCommand("CREATE STATISTICS");
      case TO -> isCommand("CREATE RULE");
      case OF -> definition && before == Symbol.PARTITION;
      case PARTITION -> before == Symbol.ATTACH || before == Symbol.DETACH;
      case VACUUM, ANALYZE, ANALYSE, TRUNCATE, LOCK, CLUSTER -> isListed() && index == 0;
      default -> false;
    };
  }

  private boolean isGrant() {
    return isCommand("GRANT") || isCommand("REVOKE");
  }

  private boolean isCommand(String command) {
    return outline.command().equals(command);
  }

  /// Whether a word begins a query or data change, rather than naming a privilege or an event.
  private boolean isVerb(int index, Symbol before) {
    if (before == Symbol.FOR && outline.kind() != StatementClass.DECLARE) {
      return false;
    }
    return switch (tokens.at(index + 1)) {
      case ON, TO, OR, COMMA, OF -> false;
      default -> true;
    };
  }

  private boolean isDeleteOrMerge() {
    return outline.kind() == StatementClass.DELETE || !outline.writes().isEmpty();
  }

  private boolean isDistinctFrom(int index) {
    return tokens.at(index - 1) == Symbol.DISTINCT
        && (tokens.at(index - 2) == Symbol.IS || tokens.at(index - 2) == Symbol.NOT);
  }

  private void mention(int from) {
    int end = from + 1;
    while (tokens.at(end) == Symbol.DOT && tokens.at(end + 1).isLabel()) {
      end += 2;
    }
    String schema = end - from > 2 ? tokens.name(end - 3) : null;
    if (isFunction(from, end) || !known.test(schema, tokens.name(end - 1))) {
      return;
    }
    Extent extent = tokens.extent(from, end);
    if (!accounted().contains(extent.start())) {
      found.add(extent);
    }
  }

  /// Whether a parenthesis makes the name a function's: not that of INSERT INTO, COPY, VACUUM,
  /// CREATE TABLE.
  private boolean isFunction(int from, int end) {
    if (tokens.at(end) != Symbol.OPEN_PAREN) {
      return false;
    }
    return switch (tokens.at(from - 1)) {
      case FROM, JOIN, LATERAL, USING, COMMA -> !isListed();
      default -> false;
    };
  }

  private Set<Integer> accounted() {
    if (accounted == null) {
      accounted = new HashSet<>();
      for (TableReference reference : outline.references()) {
        accounted.add(reference.name().start());
      }
      for (TableReference reference : outline.commonTables()) {
        accounted.add(reference.name().start());
      }
    }
    return accounted;
  }
}
