package io.pgveneer.rewrite.select;

import io.pgveneer.spi.PinnedKeys;
import io.pgveneer.spi.ReadStrategy;
import io.pgveneer.spi.TableOffer;
import io.pgveneer.spi.TableRead;
import io.pgveneer.sql.Conjuncts;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.TableReference;
import io.pgveneer.sql.TokenList;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The merged rows of keys that the condition tells: production is asked only where one of them may
/// be of a row there that shows, neither masked nor one of the preview's own.
///
/// The mask is asked as the statement runs, by its snapshot, which hides the same rows then anyway.
public final class KeyStrategy implements ReadStrategy {
  /// What compares with a key of that type whatever else is known of it, so that no other error is
  /// told than of the condition itself.
  private static final Pattern NUMBERS =
      keys("(?:\\d{1,18}|\\$\\d+)(?:::(?:integer|bigint|smallint|int[248]?))?");

  private static final Pattern UUIDS =
      keys(
          "(?:CAST\\('[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}' AS uuid\\)|\\$\\d+)(?:::uuid)?");

  private static final Pattern PARAMETER = Pattern.compile("\\$\\d+");

  /// For ServiceLoader.
  public KeyStrategy() {}

  /// Possessive, for a matcher that may step back remembers each key on the stack, which thousands
  /// of them overflow.
  private static Pattern keys(String key) {
    return Pattern.compile("ARRAY\\[(" + key + "(?:, " + key + ")*+)]");
  }

  @Override
  public String name() {
    return "key";
  }

  @Override
  public @Nullable TableOffer table(TableRead read) {
    String open = read.lower().keyed() == null || read.isClean() ? null : open(read);
    return open == null
        ? null
        : new TableOffer(
            rows(read, " WHERE m.pgveneer_up OR " + open),
            1,
            "has rows of its own, and the condition tells the keys",
            Set.of());
  }

  /// The rows of `keyed_n`, without its further column. The others are named alone, as most clients
  /// do: a statement prepared in SQL is told so of one that is gone.
  static String rows(TableRead read, String where) {
    return "(SELECT "
        + read.relation().columnList()
        + " FROM "
        + Alone.view(read, read.lower().paged().keyed(), read.lower().keyed())
        + " m"
        + where
        + ")";
  }

  /// Whether a row of production may show; null where the condition does not tell.
  private static @Nullable String open(TableRead read) {
    TableReference reference = read.reference();
    if (reference.block() < 0 || reference.columnAliases() != null) {
      return null;
    }
    QueryBlock block = read.request().outline().blocks().get(reference.block());
    Extent where = block.where();
    if (where == null || block.kind() != QueryBlock.Kind.SELECT) {
      return null;
    }
    String sql = read.request().sql();
    boolean alone = reference.item().equals(block.from());
    PinnedKeys pinned = new PinnedKeys(sql, reference, read.relation(), read.lower());
    for (Extent part : Conjuncts.of(sql, where)) {
      if (alone || TokenList.of(sql, part).is(1, ".")) {
        String open = open(read, pinned, pinned.in(part));
        if (open != null) {
          return open;
        }
      }
    }
    return null;
  }

  private static @Nullable String open(TableRead read, PinnedKeys pinned, @Nullable String keys) {
    String type = pinned.type();
    if (keys == null || type == null) {
      return null;
    }
    var found = (type.equals("uuid") ? UUIDS : NUMBERS).matcher(keys);
    // a parameter gets the type that the condition itself would give it: hence the null before it,
    // and no other place that might give it another
    return found.matches() && isOnce(read.request().sql(), found.group(1))
        ? "(SELECT "
            + read.lower().function("open_")
            + "((ARRAY[NULL::"
            + type
            + ", "
            + found.group(1)
            + "])[2:]))"
        : null;
  }

  private static boolean isOnce(String sql, String keys) {
    if (!keys.contains("$")) {
      return true;
    }
    Map<String, Long> times =
        PARAMETER
            .matcher(sql)
            .results()
            .collect(Collectors.groupingBy(MatchResult::group, Collectors.counting()));
    return PARAMETER
        .matcher(keys)
        .results()
        .allMatch(key -> times.getOrDefault(key.group(), 0L) == 1);
  }
}
