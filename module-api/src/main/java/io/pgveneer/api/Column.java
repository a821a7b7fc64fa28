package io.pgveneer.api;

import java.util.Set;

/// A column of a relation in the virtual schema.
///
/// @param number attribute number in upper's catalogue
/// @param type the type's name as `format_type` prints it, with typmod
/// @param notNull whether NOT NULL is declared
/// @param generated GENERATED ALWAYS AS (…)
/// @param identity '\0' none, 'a' GENERATED ALWAYS, 'd' BY DEFAULT
/// @param mapped whether its lower side is an expression, and no column of production's
/// @param distinct how many values production's rows have, as `pg_stats.n_distinct`: negative for a
///     share of the rows, 0 for unknown
/// @param references OID of the relation whose primary key each of its values is, by a validated
///     foreign key of this column alone; 0 for none
/// @param nullsAlike whether it is in a unique index to which NULLs are alike, `NULLS NOT DISTINCT`
/// @param money whether its type is, or holds, an amount of money
public record Column(
    int number,
    String name,
    String type,
    boolean notNull,
    boolean generated,
    char identity,
    boolean mapped,
    double distinct,
    long references,
    boolean nullsAlike,
    boolean money) {
  /// Types of PostgreSQL's that no operator class compares.
  private static final Set<String> INCOMPARABLE =
      Set.of("json", "xml", "point", "box", "path", "polygon", "line", "lseg", "circle");

  /// A column whose lower side is a column too.
  public Column(
      int number, String name, String type, boolean notNull, boolean generated, char identity) {
    this(number, name, type, notNull, generated, identity, false, 0, 0, false, false);
  }

  /// Whether rows can be grouped by it.
  public boolean isGroupable() {
    return !INCOMPARABLE.contains(type.replace("[]", ""));
  }
}
