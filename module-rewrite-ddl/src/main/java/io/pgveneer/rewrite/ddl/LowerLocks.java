package io.pgveneer.rewrite.ddl;

import io.pgveneer.api.Relation;
import io.pgveneer.api.Step;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Lists;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.TableReference;
import io.pgveneer.sql.TokenList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Who defines a table anew waits for its readers first, and then for its writers, as on a copy: a
/// reader of an unchanged table holds a lock on its lower side alone, and could not write any more
/// while the definition, in possession of upper, waits for that lock.
final class LowerLocks {
  /// Commands that make a table's views again.
  private static final Set<String> DEFINE =
      Set.of("ALTER TABLE", "DROP TABLE", "CREATE POLICY", "ALTER POLICY", "DROP POLICY");

  private LowerLocks() {}

  static List<Step> before(StatementRequest request) {
    Outline outline = request.outline();
    String command = outline.command();
    List<TableReference> references = outline.references();
    if (references.isEmpty() || !DEFINE.contains(command)) {
      return List.of();
    }
    List<TokenList> actions = List.of();
    if (command.equals("ALTER TABLE")) {
      actions = actions(outline.sql(), references.getFirst());
      if (actions.stream().allMatch(LowerLocks::letsRead)) {
        return List.of();
      }
    }
    // behind the table that is defined stand those that it refers to
    if (!command.equals("DROP TABLE")) {
      references = references.subList(0, 1);
    }
    Set<Long> tables = new TreeSet<>();
    for (TableReference reference : references) {
      Relation relation = request.schema().resolve(reference);
      if (relation != null && relation.isFederated() && relation.kind() != 'v') {
        tables.add(relation.oid());
      }
    }
    if (tables.isEmpty()) {
      return List.of();
    }
    boolean alone =
        !command.equals("DROP TABLE") && actions.stream().allMatch(LowerLocks::leavesPartitions);
    return List.of(
        Step.of(
            "SELECT pgveneer.keep_readers_out('{%s}', '%s', false)"
                .formatted(
                    tables.stream().map(String::valueOf).collect(Collectors.joining(",")),
                    alone ? "define alone" : "define")));
  }

  private static List<TokenList> actions(String sql, TableReference table) {
    return Lists.items(sql, new Extent(table.whole().end(), sql.length())).stream()
        .map(action -> TokenList.of(sql, action))
        .toList();
  }

  /// Whether an action of ALTER TABLE, as those on policies, is none for the table's partitions.
  private static boolean leavesPartitions(TokenList action) {
    return switch (action.isName(0) ? action.name(0) : "") {
      case "owner", "force", "replica" -> true;
      case "rename" -> action.is(1, "to");
      case "set" -> action.is(1, "schema");
      case "no" -> action.is(1, "force");
      case "enable", "disable" -> action.is(1, "row");
      default -> false;
    };
  }

  /// Whether an action of ALTER TABLE lets readers go on, or wants no transaction.
  private static boolean letsRead(TokenList action) {
    return switch (action.isName(0) ? action.name(0) : "") {
      case "validate", "cluster", "attach", "detach", "reset" -> true;
      case "add" -> action.is(action.is(1, "constraint") ? 3 : 1, "foreign");
      case "set" -> action.is(1, "(") || action.is(1, "without");
      case "enable", "disable" -> action.is(1, "trigger") || action.is(2, "trigger");
      case "alter" -> {
        int set = action.is(1, "column") ? 3 : 2;
        yield action.is(set, "reset")
            || action.is(set, "set")
                && (action.is(set + 1, "(") || action.is(set + 1, "statistics"));
      }
      default -> false;
    };
  }
}
