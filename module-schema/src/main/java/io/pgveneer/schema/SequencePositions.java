package io.pgveneer.schema;

import io.pgveneer.api.Identifiers;
import io.pgveneer.schema.ProvisionReport.Shortcoming;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Puts fresh's sequences ahead of production's, so that keys made in the preview are never made in
/// production too.
///
/// Each sequence is put there once: afterwards it is the preview's own.
public final class SequencePositions {
  /// How many sequences are read by one statement.
  private static final int CHUNK = 200;

  private static final String KEY = "position of sequence ";

  private final long headroom;
  private final List<Shortcoming> shortcomings = new ArrayList<>();

  /// @param moved how many sequences were set now
  public record Report(int moved, List<Shortcoming> shortcomings) {}

  /// @param owner quoted, qualified table of the column that takes the values; null for none
  private record Sequence(
      String relation,
      long start,
      SequencePosition.Bounds bounds,
      boolean readable,
      @Nullable String owner,
      @Nullable String column) {}

  private SequencePositions(long headroom) {
    this.headroom = headroom;
  }

  /// To be called after [Provisioner#provision].
  ///
  /// Errors: PgveneerException when a database fails.
  ///
  /// @param headroom how far ahead, in values; 0 goes on exactly where production stands
  public static Report advance(
      DatabaseConnections production, DatabaseConnections fresh, long headroom) {
    try (Connection target = fresh.open()) {
      CatalogSql sql = CatalogSql.of(Rows.major(target), Rows.major(target));
      ProvisionRecord record = ProvisionRecord.open(target, sql);
      SequencePositions positions = new SequencePositions(headroom);
      Map<String, Sequence> here = positions.list(target, sql);
      here.keySet().removeIf(relation -> record.contains(KEY + relation));
      if (here.isEmpty()) {
        return new Report(0, List.of());
      }
      Map<String, SequencePosition> wanted = positions.wanted(production, here);
      int moved = positions.move(target, here, wanted, record);
      return new Report(moved, List.copyOf(positions.shortcomings));
    } catch (SQLException e) {
      throw fresh.explain(e);
    }
  }

  private Map<String, Sequence> list(Connection connection, CatalogSql sql) throws SQLException {
    Map<String, Sequence> sequences = new HashMap<>();
    Rows.list(
        connection,
        sql.text("positions.sql"),
        row -> sequences.put(row.getString(1), sequence(row)));
    return sequences;
  }

  private static Sequence sequence(ResultSet row) throws SQLException {
    return new Sequence(
        row.getString(1),
        row.getLong(2),
        new SequencePosition.Bounds(
            row.getLong(3), row.getLong(4), row.getLong(5), row.getString(7)),
        row.getBoolean(6),
        row.getString(8),
        row.getString(9));
  }

  private Map<String, SequencePosition> wanted(
      DatabaseConnections production, Map<String, Sequence> here) {
    try (Connection source = production.open()) {
      Map<String, Sequence> there =
          list(source, CatalogSql.of(Rows.major(source), Rows.major(source)));
      there.keySet().retainAll(here.keySet());
      Map<String, SequencePosition> positions =
          read(source, there.values().stream().filter(Sequence::readable).toList());
      for (Sequence sequence : there.values()) {
        if (!sequence.readable()) {
          positions.put(sequence.relation(), guess(source, sequence));
        }
      }
      positions.replaceAll(
          (relation, position) ->
              there.containsKey(relation)
                  ? position.ahead(headroom, there.get(relation).bounds())
                  : position);
      return positions;
    } catch (SQLException e) {
      throw production.explain(e);
    }
  }

  private static Map<String, SequencePosition> read(Connection connection, List<Sequence> sequences)
      throws SQLException {
    Map<String, SequencePosition> positions = new HashMap<>();
    for (int start = 0; start < sequences.size(); start += CHUNK) {
      List<String> arms = new ArrayList<>();
      for (Sequence sequence :
          sequences.subList(start, Math.min(start + CHUNK, sequences.size()))) {
        String name = sequence.relation();
        arms.add("SELECT " + Identifiers.literal(name) + ", last_value, is_called FROM " + name);
      }
      Rows.list(
          connection,
          String.join(" UNION ALL ", arms),
          row ->
              positions.put(
                  row.getString(1), new SequencePosition(row.getLong(2), row.getBoolean(3))));
    }
    return positions;
  }

  /// From the values in its column, for a role that may not read the sequence itself.
  private SequencePosition guess(Connection source, Sequence sequence) {
    SequencePosition start = new SequencePosition(sequence.start(), false);
    if (sequence.owner() != null) {
      String end = sequence.bounds().increment() > 0 ? "max(" : "min(";
      String query = "SELECT " + end + sequence.column() + ")::bigint FROM " + sequence.owner();
      try {
        long found =
            Rows.list(
                    source,
                    query,
                    row -> row.getString(1) == null ? sequence.start() : row.getLong(1))
                .getFirst();
        SequencePosition last = new SequencePosition(found, true);
        return last.isBeyond(start, sequence.bounds().increment()) ? last : start;
      } catch (SQLException e) {
        return unknown(sequence, start, e.getMessage());
      }
    }
    return unknown(sequence, start, "the production role may not read it");
  }

  private SequencePosition unknown(
      Sequence sequence, SequencePosition start, @Nullable String why) {
    shortcomings.add(
        new Shortcoming(
            "sequence " + sequence.relation(),
            "its position is not known ("
                + why
                + "), so it goes on from its start; GRANT SELECT on it"));
    return start;
  }

  private int move(
      Connection target,
      Map<String, Sequence> here,
      Map<String, SequencePosition> wanted,
      ProvisionRecord record)
      throws SQLException {
    Map<String, SequencePosition> present = read(target, List.copyOf(here.values()));
    List<String> relations = new ArrayList<>();
    List<String> statements = new ArrayList<>();
    wanted.forEach(
        (relation, position) -> {
          SequencePosition now = present.get(relation);
          Sequence sequence = here.get(relation);
          boolean further =
              now != null
                  && sequence != null
                  && now.isCalled()
                  && now.isBeyond(position, sequence.bounds().increment());
          if (!further) {
            relations.add(relation);
            statements.add(
                "SELECT setval("
                    + Identifiers.literal(relation)
                    + ", "
                    + position.lastValue()
                    + ", "
                    + position.isCalled()
                    + ")");
          }
        });
    Map<Integer, String> failures;
    try (DdlRunner runner = new DdlRunner(target)) {
      failures = runner.run(statements);
    }
    failures.forEach(
        (i, reason) -> shortcomings.add(new Shortcoming("sequence " + relations.get(i), reason)));
    record.add(wanted.keySet().stream().map(relation -> KEY + relation).toList());
    return statements.size() - failures.size();
  }
}
