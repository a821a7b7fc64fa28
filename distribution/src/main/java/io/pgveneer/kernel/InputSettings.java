package io.pgveneer.kernel;

import io.pgveneer.api.Column;
import io.pgveneer.api.Relation;
import io.pgveneer.api.SqlError;
import io.pgveneer.api.VirtualSchema;
import io.pgveneer.sql.Words;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Settings that change what a text is read as: rows of production come as text, and would be read
/// as something else.
final class InputSettings {
  private static final Pattern NO_NULLS =
      Pattern.compile("(?i)\\barray_nulls\"?\\s*(=|\\bto\\b)\\s*['\"]?(of|f|n|0)");
  private static final Pattern DOCUMENTS =
      Pattern.compile("(?i)\\b(xmloption\"?\\s*(=|\\bto\\b)\\s*['\"]?|xml\\s+option\\s+)document");

  private static final Pattern MONETARY =
      Pattern.compile("(?i)\\blc_monetary\"?\\s*(=|\\bto\\b)\\s*+(?!default\\b)");

  private InputSettings() {}

  /// Why a statement that changes the session's settings cannot be run; null where it can.
  static @Nullable SqlError refusal(String sql, VirtualSchema schema) {
    if (Words.contains(sql, "array_nulls")
        && NO_NULLS.matcher(sql).find()
        && reads(schema, column -> true)) {
      return SqlError.unsupported(
          "array_nulls = off", "Arrays of production come as texts, with NULL for what is none.");
    }
    if (Words.contains(sql, "document")
        && DOCUMENTS.matcher(sql).find()
        && reads(schema, column -> true)) {
      return SqlError.unsupported(
          "xmloption = document", "Use the type xml's own test, IS DOCUMENT.");
    }
    if (Words.contains(sql, "lc_monetary")
        && MONETARY.matcher(sql).find()
        && reads(schema, Column::money)) {
      return SqlError.unsupported(
          "lc_monetary",
          "Amounts of production come as texts. Cast them to numeric, or use to_char.");
    }
    return null;
  }

  /// Whether production has such a column; the system's stand-ins have rows of no base.
  private static boolean reads(VirtualSchema schema, Predicate<Column> column) {
    return schema.relations().stream()
        .filter(relation -> relation.lower() != null && !relation.lower().bases().isEmpty())
        .map(Relation::columns)
        .flatMap(List::stream)
        .anyMatch(column);
  }
}
