package io.pgveneer.kernel;

import io.pgveneer.api.Plan;
import io.pgveneer.sql.StatementClass;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A definition that failed on the rows that are there.
///
/// @param statement what the client sent, or a function that it was made in
/// @param told what the overlay's engine told of the rows in its way, as JSON; null for nothing
/// @param table schema and name, quoted where they need it; null where the error names none
public record FailedDefinition(
    String statement,
    @Nullable String told,
    String sqlState,
    String message,
    @Nullable String detail,
    @Nullable String table) {

  /// @param told of the statement, by the engine
  /// @param fields the error's
  /// @return null where something else has failed
  static @Nullable FailedDefinition of(
      @Nullable Plan plan, @Nullable String told, Map<Character, String> fields) {
    String state = fields.getOrDefault('C', "");
    if (plan == null || !isAboutRows(state) || told == null && !defines(plan.kind())) {
      return null;
    }
    String table = fields.get('t');
    return new FailedDefinition(
        plan.main().text(),
        told,
        state,
        fields.getOrDefault('M', ""),
        fields.get('D'),
        table == null ? null : fields.getOrDefault('s', "") + "." + table);
  }

  /// Values that a type cannot take, and constraints.
  private static boolean isAboutRows(String sqlState) {
    return sqlState.startsWith("22") || sqlState.startsWith("23");
  }

  private static boolean defines(StatementClass kind) {
    return kind == StatementClass.DDL || kind == StatementClass.CREATE_AS;
  }
}
