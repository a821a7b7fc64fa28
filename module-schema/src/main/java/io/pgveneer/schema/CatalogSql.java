package io.pgveneer.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The queries of this module, fitted to a server's major version.
///
/// They are resources; in them `${name}` stands for text that recurs or that differs between
/// versions.
final class CatalogSql {
  private static final Pattern PLACE = Pattern.compile("\\$\\{([a-z ]+)}");
  private static final String OURS =
      "n.nspname !~ '^pg_' AND n.nspname NOT IN"
          + " ('information_schema', 'pgveneer', 'pgveneer_lower', 'pgveneer_overlay')";
  private static final String SEQUENCE_OPTIONS =
      "format('START WITH %s INCREMENT BY %s MINVALUE %s MAXVALUE %s CACHE %s%s', s.seqstart,"
          + " s.seqincrement, s.seqmin, s.seqmax, s.seqcache, CASE WHEN s.seqcycle THEN ' CYCLE'"
          + " ELSE '' END)";

  /// Names that a child gave itself to what its parent demands too.
  private static final String INHERITED_NOT_NULL =
      "(SELECT string_agg(format('CONSTRAINT %I NOT NULL %I', k.conname, a.attname), ', ') FROM"
          + " pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum ="
          + " k.conkey[1] WHERE k.conrelid = c.oid AND k.contype = 'n' AND k.convalidated AND"
          + " k.conislocal AND NOT a.attislocal AND NOT c.relispartition)";

  /// What a table says of index `x`.
  private static final String INDEX_MARKS =
      "CASE WHEN x.indisclustered THEN format('ALTER TABLE %s CLUSTER ON %I', x.indrelid::regclass,"
          + " (SELECT marked.relname FROM pg_class marked WHERE marked.oid = x.indexrelid)) END,"
          + " CASE WHEN x.indisreplident THEN format('ALTER TABLE ONLY %s REPLICA IDENTITY USING"
          + " INDEX %I', x.indrelid::regclass, (SELECT marked.relname FROM pg_class marked WHERE"
          + " marked.oid = x.indexrelid)) END";

  private final Map<String, String> fragments;

  private CatalogSql(Map<String, String> fragments) {
    this.fragments = fragments;
  }

  /// @param major of the server that is asked
  /// @param target major of the server that the statements it answers with are for
  static CatalogSql of(int major, int target) {
    boolean named = major >= 18;
    return new CatalogSql(
        Map.of(
            "ours",
            OURS,
            "index marks",
            INDEX_MARKS,
            "database locale",
            major >= 17 ? "d.datlocale" : "d.daticulocale",
            "sequence options",
            SEQUENCE_OPTIONS,
            "virtual",
            target >= 18 ? "VIRTUAL" : "STORED",
            "collation locale",
            major >= 17 ? "c.colllocale" : "coalesce(c.colliculocale, c.collcollate)",
            "join not null",
            named
                ? "LEFT JOIN pg_constraint nn ON nn.conrelid = a.attrelid AND nn.contype = 'n'"
                    + " AND nn.conkey = ARRAY[a.attnum]"
                : "",
            "not null",
            named
                ? "CASE WHEN NOT nn.convalidated THEN '' ELSE "
                    + (target >= 18
                        ? "coalesce(format(' CONSTRAINT %I', nn.conname), '') || ' NOT NULL'"
                            + " || CASE WHEN nn.connoinherit THEN ' NO INHERIT' ELSE '' END"
                        : "' NOT NULL'")
                    + " END"
                : "' NOT NULL'",
            "inherited not null",
            named && target >= 18 ? INHERITED_NOT_NULL : "NULL",
            "or unproven not null",
            named ? "OR k.contype = 'n' AND NOT k.convalidated AND k.conislocal" : ""));
  }

  /// The text of this resource.
  String text(String resource) {
    Matcher matcher = PLACE.matcher(read(resource));
    return matcher.replaceAll(found -> Matcher.quoteReplacement(fragment(found.group(1))));
  }

  private String fragment(String name) {
    if (name.startsWith("free ")) {
      String alias = name.substring("free ".length());
      return "NOT EXISTS (SELECT FROM pg_depend free WHERE free.classid = "
          + alias
          + ".tableoid AND free.objid = "
          + alias
          + ".oid AND free.deptype = 'e' AND NOT (free.classid = 'pg_type'::regclass AND EXISTS"
          // the overlay makes types its members, so that they are shipped
          + " (SELECT FROM pg_extension x WHERE x.oid = free.refobjid AND x.extname ="
          + " 'postgres_fdw')))";
    }
    String fragment = fragments.get(name);
    if (fragment == null) {
      throw new IllegalStateException("no fragment " + name);
    }
    return fragment;
  }

  private static String read(String resource) {
    try (InputStream in = CatalogSql.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
