package io.pgveneer.rewrite.dml;

import io.pgveneer.api.Column;
import io.pgveneer.api.Identifiers;
import io.pgveneer.api.Step;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Lexer;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Copies up, before an INSERT … ON CONFLICT, the lower rows that its new rows conflict with.
///
/// The unique index that decides sees upper alone, and so late that no trigger could help.
final class Conflicts {
  private final CopyUp copyUp;
  private final Write write;
  private final Write.Conflict conflict;

  Conflicts(CopyUp copyUp, Write write, Write.Conflict conflict) {
    this.copyUp = copyUp;
    this.write = write;
    this.conflict = conflict;
  }

  Step copyUp() {
    Step step = byColumns();
    return step == null ? copyUp.everything() : step;
  }

  /// By the values of the conflict target's columns; null where they cannot be known beforehand.
  private @Nullable Step byColumns() {
    Extent target = conflict.target();
    Extent source = write.source();
    if (target == null || source == null || copyUp.readsCommonTable()) {
      return null;
    }
    List<String> wanted = names(target);
    List<String> given = givenColumns();
    if (wanted == null
        || given == null
        || !given.containsAll(wanted)
        || !Conditions.isSafe(copyUp.sql(), source)
        || hasDefault(source)) {
      return null;
    }
    Splice splice = copyUp.rewritten();
    String alias = copyUp.alias();
    String left =
        wanted.stream()
            .map(name -> alias + "." + Identifiers.quote(name))
            .collect(Collectors.joining(", "));
    String right =
        wanted.stream()
            .map(name -> "CAST(s." + Identifiers.quote(name) + " AS " + type(name) + ")")
            .collect(Collectors.joining(", "));
    String columns = given.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
    return copyUp.rows(
        copyUp.unmasked(),
        "("
            + left
            + ") IN (SELECT "
            + right
            + " FROM ("
            + splice.apply(source).text()
            + ") s("
            + columns
            + "))");
  }

  private String type(String name) {
    return copyUp.relation().columns().stream()
        .filter(column -> column.name().equals(name))
        .map(Column::type)
        .findFirst()
        .orElse("text");
  }

  private @Nullable List<String> givenColumns() {
    Extent columns = write.columns();
    return columns == null
        ? copyUp.relation().columns().stream().map(Column::name).toList()
        : names(columns);
  }

  private boolean hasDefault(Extent source) {
    Lexer lexer = new Lexer(copyUp.sql(), source, true);
    while (lexer.nextSignificant()) {
      if (lexer.kind() == Lexer.Kind.WORD && lexer.text().equalsIgnoreCase("default")) {
        return true;
      }
    }
    return false;
  }

  /// The names of a list of plain columns, or null where it holds anything else.
  private @Nullable List<String> names(Extent list) {
    List<String> names = new ArrayList<>();
    Lexer lexer = new Lexer(copyUp.sql(), list, true);
    boolean expectName = true;
    while (lexer.nextSignificant()) {
      String text = lexer.text();
      if (!expectName) {
        if (!text.equals(",")) {
          return null;
        }
      } else if (lexer.kind() == Lexer.Kind.WORD) {
        names.add(text.toLowerCase(Locale.ROOT));
      } else if (lexer.kind() == Lexer.Kind.QUOTED_IDENTIFIER && text.startsWith("\"")) {
        names.add(text.substring(1, text.length() - 1).replace("\"\"", "\""));
      } else {
        return null;
      }
      expectName = !expectName;
    }
    return names;
  }
}
