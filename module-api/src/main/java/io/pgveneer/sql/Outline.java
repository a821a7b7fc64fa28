package io.pgveneer.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a proxy needs to know of one statement: its class, its clauses, and every place that names
/// a relation, each with exact offsets.
///
/// @param sql the text, without a closing semicolon
/// @param kind its class
/// @param inner the class of the statement inside EXPLAIN, PREPARE, DECLARE, CREATE AS or COPY (…);
///     else null
/// @param command the command tag's words in upper case, for messages: `ALTER TABLE`, `DROP VIEW`
/// @param blocks every query block, a parent before its children
/// @param references every relation named, in order of offset
/// @param commonTables every reference that means a common table expression instead, in order of
///     offset
/// @param writes every data-modifying statement in it, in order of offset
/// @param parameters the highest `$n` in it, 0 for none
/// @param problem why it is [StatementClass#UNKNOWN], for the error's text; null else
public record Outline(
    String sql,
    StatementClass kind,
    @Nullable StatementClass inner,
    String command,
    List<QueryBlock> blocks,
    List<TableReference> references,
    List<TableReference> commonTables,
    List<Write> writes,
    int parameters,
    @Nullable String problem) {

  /// Whether it may be an EXPLAIN that runs what it explains. Errs towards yes.
  public boolean mayAnalyze() {
    if (kind != StatementClass.EXPLAIN) {
      return false;
    }
    TokenList tokens = TokenList.of(sql);
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.is(i, "analyze") || tokens.is(i, "analyse")) {
        return true;
      }
    }
    return false;
  }
}
