package io.pgveneer.rewrite.select.pushdown;

import io.pgveneer.api.Identifiers;
import io.pgveneer.spi.BlockRead;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.Replacement;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.TokenList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// The text of a page of a join.
///
/// The client's own condition and order are those of production's page, so that errors in them have
/// their places. A row without a partner, which an inner join leaves out, makes the page too short:
/// then, which foreign keys keep from being, all rows are read.
final class JoinedPage {
  private static final String PAGE = "pgveneer_page";
  private static final String SHORT = "pgveneer_short";

  private final String sql;
  private final BlockRead read;
  private final QueryBlock block;
  private final TokenList tokens;
  private final List<Source> sources;
  private final List<Lookup> lookups;
  private final String end;
  private final Extent paging;

  /// Errors: Unsupported for a LIMIT that is more than a number or a parameter.
  JoinedPage(BlockRead read, Walker walker, List<Source> sources, List<Lookup> lookups) {
    this.sql = read.request().sql();
    this.read = read;
    this.block = read.block();
    this.tokens = walker.tokens;
    this.sources = sources;
    this.lookups = lookups;
    Extent limit = block.paging();
    String rows = Paging.end(sql, block);
    if (limit == null || rows == null) {
      throw new Unsupported("the form of LIMIT");
    }
    this.paging = limit;
    this.end = rows;
  }

  List<Replacement> replacements() {
    Source first = sources.getFirst();
    Extent from = Objects.requireNonNull(block.from());
    Extent where = block.where();
    boolean sorted = first.isLayered() && first.lower().masked() <= PageStrategy.MOST_MASKED;
    List<Replacement> all = new ArrayList<>();
    all.add(
        new Replacement(
            new Extent(block.extent().start(), Objects.requireNonNull(block.select()).end()),
            "WITH " + PAGE + " AS MATERIALIZED (SELECT " + columns(first)));
    all.add(
        new Replacement(
            from,
            (sorted ? PageStrategy.layers(first.relation()) : rows(first))
                + as(0)
                + (where == null && !present().isEmpty() ? " WHERE " + present() : "")));
    if (where != null) {
      if (!present().isEmpty()) {
        all.add(new Replacement(new Extent(where.start(), where.start()), "("));
      }
      all.addAll(StableOperands.asSubqueries(tokens, where));
      if (!present().isEmpty()) {
        all.add(new Replacement(new Extent(where.end(), where.end()), ") AND " + present()));
      }
    }
    String page = order() + " LIMIT " + end;
    all.add(
        new Replacement(
            paging,
            "LIMIT "
                + end
                + (sorted ? "))" + as(0) + condition() + page : "")
                + ")"
                + lookedUp()
                + " SELECT "
                + Objects.requireNonNull(block.select()).in(sql)
                + " FROM "
                + joined()
                + order()
                + " "
                + TokenList.of(sql, paging).line()));
    return List.copyOf(all);
  }

  /// A row without a value to look up is left out by an inner join.
  private String present() {
    return lookups.stream()
        .filter(lookup -> lookup.inner() && lookup.by().source() == 0)
        .map(lookup -> qualified(lookup.by()) + " IS NOT NULL")
        .collect(Collectors.joining(" AND "));
  }

  private String qualified(ColumnUse use) {
    return Identifiers.quote(sources.get(use.source()).correlation())
        + "."
        + Identifiers.quote(use.column());
  }

  /// The client's condition and [#present], with WHERE.
  private String condition() {
    Extent where = block.where();
    if (where == null) {
      return present().isEmpty() ? "" : " WHERE " + present();
    }
    String own = TokenList.of(sql, where).line();
    return present().isEmpty() ? " WHERE " + own : " WHERE (" + own + ") AND " + present();
  }

  private String order() {
    return block.orderBy() == null ? "" : " ORDER BY " + TokenList.of(sql, block.orderBy()).line();
  }

  private String lookedUp() {
    StringBuilder text = new StringBuilder();
    List<String> missing = new ArrayList<>();
    for (Lookup lookup : lookups) {
      Source source = sources.get(lookup.key().source());
      String key = Identifiers.quote(lookup.key().column());
      String by = Identifiers.quote(lookup.by().column());
      String rows = name(lookup.key().source());
      String asked = name(lookup.by().source());
      text.append(", ").append(rows).append(" AS MATERIALIZED (SELECT ").append(columns(source));
      text.append(" FROM ")
          .append(source.merged())
          .append(" AS m WHERE ")
          .append(key)
          .append(" = ANY (ARRAY(SELECT ")
          .append(by);
      text.append(" FROM ").append(asked).append(")))");
      if (lookup.inner()) {
        missing.add(
            "EXISTS (SELECT FROM %s b WHERE NOT EXISTS (SELECT FROM %s l WHERE l.%s = b.%s))"
                .formatted(asked, rows, key, by));
      }
    }
    if (!missing.isEmpty()) {
      text.append(", ").append(SHORT).append("(s) AS MATERIALIZED (SELECT ");
      text.append(String.join(" OR ", missing)).append(')');
    }
    return text.toString();
  }

  /// The client's FROM over what was found.
  private String joined() {
    boolean gated = lookups.stream().anyMatch(Lookup::inner);
    Splice splice = new Splice(sql);
    for (int i = 0; i < sources.size(); i++) {
      Replacement found =
          Source.inPlaceOf(read.tables().get(i).reference(), gated ? gated(i) : name(i));
      splice.replace(found.extent(), found.text());
    }
    return TokenList.of(splice.apply(Objects.requireNonNull(block.from())).text()).line();
  }

  private String gated(int place) {
    Source source = sources.get(place);
    return "(SELECT * FROM "
        + name(place)
        + " WHERE NOT (SELECT s FROM "
        + SHORT
        + ") UNION ALL SELECT * FROM pgveneer.rows_of('"
        + source.merged().replace("'", "''")
        + "')"
        + as(place)
        + "("
        + definitions(source)
        + ")"
        + (place == 0 ? condition() + " AND " : " WHERE ")
        + "(SELECT s FROM "
        + SHORT
        + "))";
  }

  private static String definitions(Source source) {
    return source.relation().columns().stream()
        .map(column -> Identifiers.quote(column.name()) + " " + column.type())
        .collect(Collectors.joining(", "));
  }

  /// What the page's rows are read from one after the other, until there are enough, or by
  /// production
  /// alone.
  private static String rows(Source first) {
    String paged = first.isLayered() ? null : first.lower().paged().whole();
    String other = first.isLayered() ? first.lower().keyed() : first.whole();
    return paged != null ? paged : Objects.requireNonNull(other);
  }

  private static String name(int place) {
    return place == 0 ? PAGE : "pgveneer_joined_" + place;
  }

  private String as(int place) {
    return " AS " + Identifiers.quote(sources.get(place).correlation());
  }

  private static String columns(Source source) {
    return source.relation().columnList();
  }
}
