package io.pgveneer.sql;

import org.jspecify.annotations.Nullable;

/// A place in a statement that names a table, view or other relation; never a common table
/// expression.
///
/// Names are folded as PostgreSQL folds them: `Users` is `users`, `"Users"` keeps its case.
///
/// @param name the extent of the qualified name alone
/// @param whole the name with `ONLY`, its parentheses and a trailing `*`
/// @param item `whole` with alias, column alias list and TABLESAMPLE
/// @param alias folded alias, or null where there is none
/// @param columnAliases extent of the column alias list with its parentheses, or null
/// @param tableSample extent of the TABLESAMPLE clause, or null
/// @param block index in [Outline#blocks()] of the query block whose FROM, target or clause holds
///     it; -1
///     where the statement has no block there
public record TableReference(
    Extent name,
    Extent whole,
    Extent item,
    @Nullable String catalog,
    @Nullable String schema,
    String relation,
    boolean only,
    @Nullable String alias,
    @Nullable Extent columnAliases,
    @Nullable Extent tableSample,
    Role role,
    int block) {

  /// What the statement does at this place.
  public enum Role {
    /// Read from: an item of FROM, USING, or `TABLE t`.
    FROM,
    /// Written to: the target of INSERT, UPDATE, DELETE, MERGE, COPY FROM, TRUNCATE.
    TARGET,
    /// Created by CREATE TABLE AS or SELECT INTO.
    INTO,
    /// Named by a utility statement.
    OTHER
  }

  /// The name by which columns of this relation are qualified.
  public String correlation() {
    return alias == null ? relation : alias;
  }
}
