package io.pgveneer.rewrite.select.pushdown;

import java.util.Set;

/// The words that an expression may hold.
final class Words {
  /// Parts of expressions; a relation with a column of such a name is left alone.
  static final Set<String> KEYWORDS =
      Set.of(
          "and",
          "or",
          "not",
          "is",
          "null",
          "true",
          "false",
          "case",
          "when",
          "then",
          "else",
          "end",
          "distinct",
          "from",
          "between",
          "in",
          "like",
          "ilike",
          "any",
          "all",
          "some",
          "unknown",
          "escape",
          "symmetric",
          "array",
          "for",
          "both",
          "leading",
          "trailing",
          "isnull",
          "notnull",
          "current_date",
          "current_timestamp",
          "localtimestamp");

  /// Functions of `pg_catalog` that depend on their arguments and the transaction alone.
  static final Set<String> FUNCTIONS =
      Set.of(
          "lower",
          "upper",
          "initcap",
          "coalesce",
          "nullif",
          "greatest",
          "least",
          "abs",
          "round",
          "floor",
          "ceil",
          "ceiling",
          "trunc",
          "mod",
          "sign",
          "length",
          "char_length",
          "octet_length",
          "substring",
          "substr",
          "left",
          "right",
          "trim",
          "btrim",
          "ltrim",
          "rtrim",
          "lpad",
          "rpad",
          "replace",
          "concat",
          "strpos",
          "starts_with",
          "split_part",
          "md5",
          "date_trunc",
          "date_part",
          "extract",
          "to_char",
          "to_date",
          "make_date",
          "age",
          "now",
          "cast",
          "cardinality");

  /// Types that a literal may be marked with.
  static final Set<String> LITERALS =
      Set.of("date", "timestamp", "timestamptz", "interval", "time", "numeric", "text", "uuid");

  /// Words behind the first of a type's name.
  static final Set<String> TYPE_WORDS =
      Set.of("precision", "varying", "with", "without", "time", "zone");

  /// Aggregates whose results over parts of the rows give the result over all of them.
  static final Set<String> AGGREGATES =
      Set.of(
          "count", "sum", "avg", "min", "max", "bool_and", "bool_or", "every", "bit_and", "bit_or");

  private Words() {}
}
