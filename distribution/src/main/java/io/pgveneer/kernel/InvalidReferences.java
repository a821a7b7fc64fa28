package io.pgveneer.kernel;

import io.pgveneer.api.Relation;
import io.pgveneer.api.SqlError;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.TableReference;
import io.pgveneer.sql.TokenList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Columns qualified with the name of a table that has an alias: PostgreSQL finds the table behind
/// the alias and says so, which it cannot where a view stands in the table's place.
final class InvalidReferences {
  private final Outline outline;
  private final SessionNames names;

  InvalidReferences(Outline outline, SessionNames names) {
    this.outline = outline;
    this.names = names;
  }

  /// The first such mistake, in PostgreSQL's words.
  static @Nullable SqlError find(Outline outline, SessionNames names) {
    return new InvalidReferences(outline, names).find();
  }

  private @Nullable SqlError find() {
    for (TableReference reference : outline.references()) {
      if (mayBeMistaken(reference)) {
        SqlError error = find(reference);
        if (error != null) {
          return error;
        }
      }
    }
    return null;
  }

  private boolean mayBeMistaken(TableReference reference) {
    String name = reference.name().in(outline.sql());
    return reference.alias() != null
        && reference.role() == TableReference.Role.FROM
        && !reference.alias().equals(reference.relation())
        && outline.sql().indexOf(name) != outline.sql().lastIndexOf(name)
        && names.isFederated(reference.schema(), reference.relation());
  }

  private @Nullable SqlError find(TableReference reference) {
    TokenList tokens = TokenList.of(outline.sql());
    int found = -1;
    for (int i = 0; i < tokens.size(); i++) {
      if (!isNamed(tokens, i, reference) || isReference(tokens.start(i))) {
        continue;
      }
      boolean qualified = tokens.is(i - 1, ".");
      int first = qualified ? i - 2 : i;
      if (!tokens.is(i + 1, ".") || !means(qualified ? tokens.name(first) : null, reference)) {
        return null;
      }
      found = found < 0 ? first : found;
    }
    return found < 0 ? null : error(reference, tokens.start(found));
  }

  private static boolean isNamed(TokenList tokens, int index, TableReference reference) {
    return tokens.isName(index) && tokens.name(index).equals(reference.relation());
  }

  private boolean isReference(int offset) {
    return contains(outline.references(), offset) || contains(outline.commonTables(), offset);
  }

  private static boolean contains(List<TableReference> references, int offset) {
    return references.stream().anyMatch(reference -> reference.item().contains(offset));
  }

  /// Whether a qualifier means the table of the reference, and no correlation name.
  private boolean means(@Nullable String schema, TableReference reference) {
    Relation meant = names.resolve(schema, reference.relation());
    return meant != null
        && meant.equals(names.resolve(reference))
        && outline.references().stream().noneMatch(r -> isCorrelation(r, reference.relation()))
        && outline.commonTables().stream().noneMatch(r -> isCorrelation(r, reference.relation()));
  }

  private static boolean isCorrelation(TableReference reference, String name) {
    return reference.correlation().equals(name);
  }

  private SqlError error(TableReference reference, int offset) {
    return new SqlError(
        "42P01",
        "invalid reference to FROM-clause entry for table \"" + reference.relation() + '"',
        null,
        "Perhaps you meant to reference the table alias \"" + reference.alias() + "\".",
        1 + outline.sql().codePointCount(0, offset));
  }
}
