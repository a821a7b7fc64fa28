package io.pgveneer.schema;

import io.pgveneer.api.Column;
import io.pgveneer.api.Relation;
import io.pgveneer.api.VirtualSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Turns what the overlay's engine tells of itself, in text format, into the virtual schema.
///
/// Shape of the rows that [#query] asks for: snapshot pg_snapshot, relid oid, nspname, relname,
/// relkind, merged text, whole text, unmasked text, copy_up text, key text[], opaque bool, dirty
/// bool, views oid[], bases oid[], attnums int2[], attnames text[], types text[], flags text[],
/// distincts float8[], computed text[], pk text[], shipped text, hidden text, probed text, keyed
/// text, rows float8, masked bigint, own bigint, parent bool, own_equality bool, paged text,
/// paged_whole text, paged_keyed text, present oid[].
///
/// `relid` is null in a row that tells of no relation, and `present` in all rows but the first.
/// `merged` is null where the relation has no lower side. A flag holds `n` for NOT NULL, `g` for
/// generated, `a` or `d` for identity, `m` for a column that is mapped, and `r` with the OID of the
/// relation that the column references. Texts that name objects are quoted and qualified.
public final class VirtualSchemaReader {
  /// One row: the schemas that unqualified names are looked for in, as `current_schemas(true)`
  /// tells them, whether transactions are serializable, and the schemas that the current role has
  /// no right to use.
  public static final String SESSION_QUERY =
      """
      SELECT search_path, serializable, denied,
        pg_catalog.current_setting('standard_conforming_strings'), pg_catalog.current_setting('client_encoding')
      FROM pgveneer.session()""";

  /// @param snapshot what it was read in, for [#query]
  /// @param present OIDs of all relations
  /// @param changed the relations that may be others than before
  /// @param standIns for the OID of each view of the overlay that stands for one of these, the OID
  ///     of that
  /// @param dirty OIDs of the federated relations among these that have an upper row, a mask entry,
  ///     or the opaque flag
  public record Reading(
      String snapshot,
      Set<Long> present,
      List<Relation> changed,
      Map<Long, Long> standIns,
      List<Long> dirty) {

    /// The schema as it is now.
    ///
    /// @param before as it was in the snapshot that [#query] was told
    public VirtualSchema over(VirtualSchema before) {
      Set<Long> kept = new HashSet<>(present);
      changed.forEach(relation -> kept.remove(relation.oid()));
      return before.retaining(kept).with(changed, standIns);
    }
  }

  /// What a session's settings are, as far as plans depend on them.
  ///
  /// @param denied the schemas that the current role has no right to use
  /// @param encoding `client_encoding`
  public record SessionState(
      List<String> searchPath,
      boolean serializable,
      Set<String> denied,
      boolean standardStrings,
      String encoding) {}

  private VirtualSchemaReader() {}

  /// Asks for each relation outside the system schemas and the overlay's.
  ///
  /// @param since the snapshot of an earlier reading, to be told what may have changed; null for
  ///     all
  public static String query(@Nullable String since) {
    return "SELECT snapshot, relid, nspname, relname, relkind, merged, whole, unmasked, copy_up, key, opaque,"
        + " dirty, views, bases, attnums, attnames, types, flags, distincts, computed, pk,"
        + " shipped, hidden, probed, keyed, rows, masked, own, parent, own_equality, paged, paged_whole, paged_keyed, present"
        + " FROM pgveneer.relations("
        + (since == null ? "NULL" : "'" + since + "'")
        + ")";
  }

  /// @param rows the answer to [#query]
  public static Reading read(List<List<@Nullable String>> rows) {
    List<Relation> relations = new ArrayList<>(rows.size());
    List<Long> dirty = new ArrayList<>();
    Map<Long, Long> standIns = new HashMap<>();
    for (List<@Nullable String> row : rows) {
      if (row.get(1) == null) {
        continue;
      }
      Relation relation = relation(row);
      relations.add(relation);
      if ("t".equals(row.get(11))) {
        dirty.add(relation.oid());
      }
      for (String view : array(row.get(12))) {
        standIns.put(Long.parseLong(view), relation.oid());
      }
    }
    List<@Nullable String> first = rows.getFirst();
    Set<Long> present =
        array(first.get(33)).stream().map(Long::valueOf).collect(Collectors.toUnmodifiableSet());
    return new Reading(text(first, 0), present, relations, standIns, dirty);
  }

  /// @param rows the answer to [#SESSION_QUERY]
  public static SessionState session(List<List<@Nullable String>> rows) {
    List<@Nullable String> row = rows.getFirst();
    return new SessionState(
        array(row.get(0)),
        "t".equals(row.get(1)),
        Set.copyOf(array(row.get(2))),
        "on".equals(row.get(3)),
        text(row, 4));
  }

  private static Relation relation(List<@Nullable String> row) {
    List<Long> bases = array(row.get(13)).stream().map(Long::valueOf).toList();
    Relation.Lower lower =
        bases.isEmpty()
            ? null
            : new Relation.Lower(
                row.get(5),
                row.get(6),
                row.get(7),
                row.get(8),
                array(row.get(9)),
                bases,
                "t".equals(row.get(10)),
                row.get(21),
                row.get(22),
                row.get(23),
                row.get(24),
                new Relation.Paged(row.get(30), row.get(31), row.get(32)),
                Double.parseDouble(text(row, 25)),
                Long.parseLong(text(row, 26)),
                Long.parseLong(text(row, 27)),
                "t".equals(row.get(29)));
    return new Relation(
        Long.parseLong(text(row, 1)),
        text(row, 2),
        text(row, 3),
        text(row, 4).charAt(0),
        columns(row),
        lower,
        Set.copyOf(array(row.get(19))),
        Set.copyOf(array(row.get(20))),
        "t".equals(row.get(28)));
  }

  private static List<Column> columns(List<@Nullable String> row) {
    List<String> numbers = array(row.get(14));
    List<String> names = array(row.get(15));
    List<String> types = array(row.get(16));
    List<String> flags = array(row.get(17));
    List<String> distincts = array(row.get(18));
    List<Column> columns = new ArrayList<>(numbers.size());
    for (int i = 0; i < numbers.size(); i++) {
      String flag = flags.get(i);
      columns.add(
          new Column(
              Integer.parseInt(numbers.get(i)),
              names.get(i),
              types.get(i),
              flag.indexOf('n') >= 0,
              flag.indexOf('g') >= 0,
              flag.indexOf('a') >= 0 ? 'a' : flag.indexOf('d') >= 0 ? 'd' : '\0',
              flag.indexOf('m') >= 0,
              Double.parseDouble(distincts.get(i)),
              references(flag),
              flag.indexOf('u') >= 0,
              flag.indexOf('$') >= 0));
    }
    return List.copyOf(columns);
  }

  private static long references(String flag) {
    int mark = flag.indexOf('r');
    return mark < 0 ? 0 : Long.parseLong(flag.substring(mark + 1));
  }

  private static String text(List<@Nullable String> row, int column) {
    return Objects.requireNonNull(row.get(column));
  }

  /// The elements of a one-dimensional array without NULLs, as PostgreSQL prints it; empty for
  /// null.
  ///
  /// Source: PostgreSQL manual, "Array Input and Output Syntax".
  static List<String> array(@Nullable String text) {
    List<String> elements = new ArrayList<>();
    if (text == null || text.length() <= 2) {
      return elements;
    }
    StringBuilder element = new StringBuilder();
    boolean quoted = false;
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        element.append(text.charAt(++i));
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '}')) {
        elements.add(element.toString());
        element.setLength(0);
      } else {
        element.append(c);
      }
    }
    return elements;
  }
}
