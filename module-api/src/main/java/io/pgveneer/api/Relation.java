package io.pgveneer.api;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A relation of the virtual schema.
///
/// @param oid its OID in the fresh database
/// @param kind `pg_class.relkind`: 'r' table, 'p' partitioned, 'v' view, 'm' materialized view, 'f'
///     foreign, 'S' sequence
/// @param columns in the order of `SELECT *`
/// @param lower its lower side, or null where the relation exists in the fresh database alone; of a
///     view, where it reads a federated table, directly or through other views
/// @param computed names of functions of one of its rows, which can be written as columns; only
///     known where it has a lower side
/// @param primaryKey names of the columns of its primary key, unless that is deferrable; only known
///     where it has a lower side
/// @param parent whether tables inherit from it, or did, its partitions aside: then `ONLY` of it is
///     not the same as itself
public record Relation(
    long oid,
    String schema,
    String name,
    char kind,
    List<Column> columns,
    @Nullable Lower lower,
    Set<String> computed,
    Set<String> primaryKey,
    boolean parent) {

  /// A relation without functions of its rows, whose primary key is that of its lower side.
  public Relation(
      long oid,
      String schema,
      String name,
      char kind,
      List<Column> columns,
      @Nullable Lower lower) {
    this(
        oid,
        schema,
        name,
        kind,
        columns,
        lower,
        Set.of(),
        lower == null ? Set.of() : Set.copyOf(lower.key()),
        false);
  }

  /// Views that read production without an estimate from it: for pages, which production sorts and
  /// cuts off, and rows found without a join. Large tables have them; all null for others.
  ///
  /// @param shipped as [Lower#shipped()]
  /// @param whole as [Lower#whole()]
  /// @param keyed as [Lower#keyed()]
  public record Paged(@Nullable String shipped, @Nullable String whole, @Nullable String keyed) {
    static final Paged NONE = new Paged(null, null, null);
  }

  /// What stands for a relation's lower side inside the fresh database.
  ///
  /// Texts are qualified, quoted names, ready to be spliced into SQL.
  ///
  /// @param merged view of the merged rows, with the relation's columns in their order; null for a
  ///     view that can be read only once its bases have been copied whole
  /// @param whole view of all lower rows, masked ones too: what a clean relation is read from
  /// @param unmasked view of the lower rows that show: the rows copy-up can bring; null where they
  ///     cannot be told row by row
  /// @param copyUp function that takes one array per key column, in key order, and copies these
  ///     rows up; null where the relation has no usable key
  /// @param key names of the key columns of `unmasked` in their order; empty without a usable key
  /// @param bases OIDs of the federated tables whose rows it shows: its own; of a view, those it
  ///     reads
  /// @param opaque whether the lower side is hidden
  /// @param shipped view of the lower rows that show, whose mask goes to production as a parameter:
  ///     joins and aggregates over such views can be computed there; null where there is none
  /// @param hidden view of the lower rows that `shipped` leaves out; null where that is
  /// @param probed the merged view in a form for a few rows, each of which is looked up in the mask
  ///     by its key; null where there is none, and where `keyed` is there
  /// @param keyed as `probed`, with a further column `pgveneer_up`, whether a row is of upper: also
  ///     for rows whose keys are told; null where there is none
  /// @param paged such views for statements that read the relation alone
  /// @param rows the planner's estimate of production's rows; -1 for unknown
  /// @param masked about how many keys the mask held when the schema was read
  /// @param own about how many rows upper held then
  /// @param ownEquality whether a column is of a type that is compared by another equality than
  ///     PostgreSQL's own, such as citext
  public record Lower(
      @Nullable String merged,
      @Nullable String whole,
      @Nullable String unmasked,
      @Nullable String copyUp,
      List<String> key,
      List<Long> bases,
      boolean opaque,
      @Nullable String shipped,
      @Nullable String hidden,
      @Nullable String probed,
      @Nullable String keyed,
      Paged paged,
      double rows,
      long masked,
      long own,
      boolean ownEquality) {

    /// A lower side whose columns are compared as PostgreSQL's own types are.
    public Lower(
        @Nullable String merged,
        @Nullable String whole,
        @Nullable String unmasked,
        @Nullable String copyUp,
        List<String> key,
        List<Long> bases,
        boolean opaque,
        @Nullable String shipped,
        @Nullable String hidden,
        @Nullable String probed,
        @Nullable String keyed,
        double rows,
        long masked) {
      this(
          merged,
          whole,
          unmasked,
          copyUp,
          key,
          bases,
          opaque,
          shipped,
          hidden,
          probed,
          keyed,
          Paged.NONE,
          rows,
          masked,
          masked,
          false);
    }

    /// A lower side of unknown size that cannot be shipped.
    public Lower(
        @Nullable String merged,
        @Nullable String whole,
        @Nullable String unmasked,
        @Nullable String copyUp,
        List<String> key,
        List<Long> bases,
        boolean opaque) {
      this(merged, whole, unmasked, copyUp, key, bases, opaque, null, null, null, null, -1, 0);
    }

    /// The same rows, for a statement none of whose conditions production may be asked.
    Lower apart() {
      return new Lower(
          apart(merged),
          apart(whole),
          apart(unmasked),
          copyUp,
          key,
          bases,
          opaque,
          null,
          null,
          null,
          null,
          Paged.NONE,
          rows,
          masked,
          own,
          ownEquality);
    }

    /// The same rows, for a snapshot that may be older than the hiding of the lower side.
    Lower shown() {
      return new Lower(
          merged,
          whole,
          unmasked,
          copyUp,
          key,
          bases,
          false,
          shipped,
          hidden,
          probed,
          keyed,
          paged,
          rows,
          masked,
          own,
          ownEquality);
    }

    private static @Nullable String apart(@Nullable String view) {
      // what is apart already stays as it is
      return view == null || view.startsWith("(") ? view : "(SELECT * FROM " + view + " OFFSET 0)";
    }

    /// Another of the engine's functions for the same keys as `copyUp`, which must be there.
    ///
    /// @param kind its name up to the relation's number, such as `touch_`
    public String function(String kind) {
      return Objects.requireNonNull(copyUp).replace(".copy_up_", "." + kind);
    }
  }

  /// The same relation, for a statement none of whose conditions production may be asked.
  public Relation apart() {
    return with(lower == null ? null : lower.apart());
  }

  /// The same relation, for a snapshot that may be older than the hiding of its lower side.
  public Relation shown() {
    return with(lower == null ? null : lower.shown());
  }

  private Relation with(@Nullable Lower other) {
    return new Relation(oid, schema, name, kind, columns, other, computed, primaryKey, parent);
  }

  public boolean isFederated() {
    return lower != null;
  }

  /// The columns' quoted names in their order, as in a select list.
  public String columnList() {
    return columns.stream()
        .map(column -> Identifiers.quote(column.name()))
        .collect(Collectors.joining(", "));
  }

  /// The schema-qualified, quoted name.
  public String qualifiedName() {
    return Identifiers.quote(schema) + "." + Identifiers.quote(name);
  }
}
