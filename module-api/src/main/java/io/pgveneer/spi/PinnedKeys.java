package io.pgveneer.spi;

import io.pgveneer.api.Column;
import io.pgveneer.api.Relation;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Lexer;
import io.pgveneer.sql.TableReference;
import io.pgveneer.sql.TokenList;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Conditions that tell the keys of the rows they choose: `id = $1`, `id IN (1, 2)`, `id = ANY
/// ($1)`.
///
/// Such rows need no search in production: the engine's `touch_n` takes their keys, and asks for
/// nothing where they have been copied up.
public final class PinnedKeys {
  /// As `pgveneer.is_touchable` has them.
  private static final Set<String> TYPES = Set.of("smallint", "integer", "bigint", "uuid");

  private final String sql;
  private final TableReference reference;
  private final @Nullable Column key;

  public PinnedKeys(String sql, TableReference reference, Relation relation, Relation.Lower lower) {
    this.sql = sql;
    this.reference = reference;
    this.key = key(relation, lower);
  }

  private static @Nullable Column key(Relation relation, Relation.Lower lower) {
    if (lower.copyUp() == null
        || lower.key().size() != 1
        || (relation.kind() != 'r' && relation.kind() != 'p')) {
      return null;
    }
    for (Column column : relation.columns()) {
      if (column.name().equals(lower.key().getFirst()) && TYPES.contains(column.type())) {
        return column;
      }
    }
    return null;
  }

  /// The type of the one column that is the key, or null where keys cannot be told.
  public @Nullable String type() {
    return key == null ? null : key.type();
  }

  /// The arrays of those parts of a condition that tell keys: rows that it holds for have a key of
  /// each.
  public List<String> in(List<Extent> parts) {
    List<String> arrays = new ArrayList<>();
    for (Extent part : parts) {
      String keys = in(part);
      if (keys != null) {
        arrays.add(keys);
      }
    }
    return arrays;
  }

  /// An array of the keys that a part of a condition allows, or null where it does not tell.
  public @Nullable String in(Extent part) {
    if (key == null) {
      return null;
    }
    TokenList tokens = TokenList.of(sql, part);
    int i = 0;
    if (tokens.is(1, ".")) {
      if (!tokens.isName(0) || !tokens.name(0).equals(reference.correlation())) {
        return null;
      }
      i = 2;
    }
    if (!tokens.isName(i) || !tokens.name(i).equals(key.name())) {
      return null;
    }
    i++;
    if (tokens.is(i, "in") && tokens.is(i + 1, "(") && tokens.partner(i + 1) == tokens.size() - 1) {
      return list(tokens.items(i + 2, tokens.size() - 1));
    }
    if (!tokens.is(i, "=")) {
      return null;
    }
    if (tokens.is(i + 1, "any")) {
      boolean whole = tokens.is(i + 2, "(") && tokens.partner(i + 2) == tokens.size() - 1;
      return whole ? value(tokens, i + 3, tokens.size() - 1, key.type() + "[]") : null;
    }
    String value = value(tokens, i + 1, tokens.size(), key.type());
    return value == null ? null : "ARRAY[" + value + "]";
  }

  private @Nullable String list(List<Extent> items) {
    List<String> values = new ArrayList<>();
    for (Extent item : items) {
      TokenList tokens = TokenList.of(sql, item);
      String value = value(tokens, 0, tokens.size(), String.valueOf(type()));
      if (value == null) {
        return null;
      }
      values.add(value);
    }
    return values.isEmpty() ? null : "ARRAY[" + String.join(", ", values) + "]";
  }

  /// A constant or parameter, with casts to plain types.
  private @Nullable String value(TokenList tokens, int from, int to, String type) {
    if (from >= to) {
      return null;
    }
    int last = from + 1;
    while (last + 1 < to && tokens.is(last, "::") && tokens.isName(last + 1)) {
      last += tokens.is(last + 2, "[") && tokens.is(last + 3, "]") ? 4 : 2;
    }
    if (last != to) {
      return null;
    }
    String text = sql.substring(tokens.start(from), tokens.end(to - 1));
    return switch (tokens.kind(from)) {
      case Lexer.Kind.PARAMETER, Lexer.Kind.NUMBER -> text;
      case Lexer.Kind.STRING -> to == from + 1 ? "CAST(" + text + " AS " + type + ")" : text;
      default -> null;
    };
  }
}
