package io.pgveneer.rewrite.dml;

import io.pgveneer.sql.TokenList;
import java.util.Set;

/// Tells whether a piece of SQL answers the same when it is evaluated twice within a transaction.
///
/// Only what is known to is taken for repeatable: a call of any other function, a user's own too,
/// is not.
final class KnownFunctions {
  /// Keywords that may stand before a parenthesis, and types with a modifier.
  private static final Set<String> NO_FUNCTIONS =
      words(
          """
          all and any array as asc between by case desc distinct else end except exists filter from
          having ilike in intersect is join lateral like limit not offset on only operator or
          order recursive row rows select similar some then to union using values when where with
          materialized first next partition within group sets cube rollup
          bit bpchar char character decimal dec float interval numeric time timestamp timestamptz
          timetz varbit varchar varying
          """);

  private static final Set<String> REPEATABLE =
      words(
          """
          abs acos age ascii asin atan atan2 avg array_append array_cat array_length array_lower
          array_ndims array_position array_positions array_prepend array_remove array_replace
          array_to_string array_upper bit_and bit_length bit_or bool_and bool_or btrim cardinality
          cast cbrt ceil ceiling char_length character_length chr coalesce concat concat_ws cos
          count current_date current_schema current_setting current_timestamp current_user date
          date_bin date_part date_trunc decode degrees div encode every exp extract factorial floor
          format gcd generate_series generate_subscripts greatest initcap int4 int8 isempty isfinite
          json_array_elements json_array_elements_text json_array_length json_extract_path
          json_extract_path_text json_typeof jsonb_array_elements jsonb_array_elements_text
          jsonb_array_length jsonb_build_array jsonb_build_object jsonb_exists jsonb_extract_path
          jsonb_extract_path_text jsonb_object_keys jsonb_path_exists jsonb_path_query
          jsonb_path_query_first jsonb_strip_nulls jsonb_typeof justify_days justify_hours
          justify_interval lcm least left length ln localtime localtimestamp log log10 lower lower_inc
          lower_inf lpad ltrim make_date make_interval make_time make_timestamp make_timestamptz max
          md5 min mod normalize now nullif num_nonnulls num_nulls octet_length overlaps overlay pi
          plainto_tsquery phraseto_tsquery position power pow quote_ident quote_literal radians rank
          regexp_count regexp_instr regexp_like regexp_match regexp_matches regexp_replace
          regexp_split_to_array regexp_split_to_table regexp_substr repeat replace reverse right
          round rpad rtrim session_user sha256 sha512 sign sin split_part sqrt starts_with stddev
          strpos string_to_array string_to_table substr substring sum tan timezone to_char to_date
          to_hex to_json to_jsonb to_number to_timestamp to_tsquery to_tsvector
          transaction_timestamp statement_timestamp translate trim trim_array trunc unnest upper
          upper_inc upper_inf variance websearch_to_tsquery width_bucket daterange int4range
          int8range numrange tsrange tstzrange
          """);

  private KnownFunctions() {}

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }

  /// @param sql a whole piece, such as a condition or a FROM list
  static boolean areAllRepeatable(String sql) {
    TokenList tokens = TokenList.of(sql);
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.is(i, "over") && (tokens.is(i + 1, "(") || tokens.isName(i + 1))) {
        return false;
      }
      if (tokens.is(i, "distinct") && tokens.is(i + 1, "on")) {
        return false;
      }
      if (tokens.is(i, "tablesample") || tokens.is(i, "nextval")) {
        return false;
      }
      if (tokens.is(i + 1, "(") && tokens.isName(i) && !isRepeatable(tokens, i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isRepeatable(TokenList tokens, int i) {
    if (tokens.is(i - 1, "as") || tokens.is(i - 1, ")") || tokens.is(i - 1, "::")) {
      return true;
    }
    int close = tokens.partner(i + 1);
    boolean commonTable =
        (tokens.is(i - 1, "with") || tokens.is(i - 1, "recursive") || tokens.is(i - 1, ","))
            && tokens.is(close + 1, "as")
            && tokens.is(close + 2, "(");
    if (commonTable) {
      return true;
    }
    String name = tokens.name(i);
    if (tokens.is(i - 1, ".")) {
      return tokens.is(i - 2, "pg_catalog") && REPEATABLE.contains(name);
    }
    return !tokens.isQuoted(i) && (NO_FUNCTIONS.contains(name) || REPEATABLE.contains(name));
  }
}
