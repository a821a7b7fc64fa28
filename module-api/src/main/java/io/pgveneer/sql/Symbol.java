package io.pgveneer.sql;

/// What a significant token is to the outline: its form, or the keyword that it is.
///
/// Keywords that no structure depends on are plain [#NAME]s here.
///
/// Source: PostgreSQL, `src/include/parser/kwlist.h`, versions 15 to 18.
enum Symbol {
  /// Behind the last token.
  NOTHING_LEFT(Flags.NO_WORD),
  /// A word that is no keyword here.
  NAME,
  QUOTED,
  STRING(Flags.NO_WORD),
  NUMBER(Flags.NO_WORD),
  PARAMETER_SIGN(Flags.NO_WORD),
  OPEN_PAREN(Flags.NO_WORD),
  CLOSE_PAREN(Flags.NO_WORD),
  OPEN_BRACKET(Flags.NO_WORD),
  CLOSE_BRACKET(Flags.NO_WORD),
  COMMA(Flags.NO_WORD),
  SEMICOLON(Flags.NO_WORD),
  DOT(Flags.NO_WORD),
  COLON(Flags.NO_WORD),
  TYPECAST(Flags.NO_WORD),
  STAR(Flags.NO_WORD),
  EQUALS(Flags.NO_WORD),
  OPERATOR_SIGN(Flags.NO_WORD),
  BAD(Flags.NO_WORD),
  ABORT,
  ABSOLUTE,
  ACCESS,
  ADD,
  AFTER,
  AGGREGATE,
  ALL(Flags.RESERVED_WORD),
  ALSO,
  ALTER,
  ALWAYS,
  ANALYSE(Flags.RESERVED_WORD),
  ANALYZE(Flags.RESERVED_WORD),
  AND(Flags.RESERVED_WORD),
  ANY(Flags.RESERVED_WORD),
  ARRAY(Flags.RESERVED_WORD),
  AS(Flags.RESERVED_WORD),
  ASC(Flags.RESERVED_WORD),
  ASSERTION,
  ASYMMETRIC(Flags.RESERVED_WORD),
  ATOMIC,
  ATTACH,
  ATTRIBUTE,
  ATTRIBUTES,
  AUTHORIZATION(Flags.FUNCTION_WORD),
  BEFORE,
  BEGIN,
  BINARY(Flags.FUNCTION_WORD),
  BOTH(Flags.RESERVED_WORD),
  BREADTH,
  BY,
  CACHE,
  CALL,
  CALLED,
  CASCADE,
  CASE(Flags.RESERVED_WORD),
  CAST(Flags.RESERVED_WORD | Flags.VALUE_FUNCTION),
  CATALOG,
  CHAIN,
  CHECK(Flags.RESERVED_WORD),
  CHECKPOINT,
  CLASS,
  CLOSE,
  CLUSTER,
  COLLATE(Flags.RESERVED_WORD),
  COLLATION(Flags.FUNCTION_WORD),
  COLUMN(Flags.RESERVED_WORD),
  COLUMNS,
  COMMENT,
  COMMENTS,
  COMMIT,
  COMPRESSION,
  CONCURRENTLY(Flags.FUNCTION_WORD),
  CONFIGURATION,
  CONFLICT,
  CONNECTION,
  CONSTRAINT(Flags.RESERVED_WORD),
  CONSTRAINTS,
  CONVERSION,
  COPY,
  COST,
  CREATE(Flags.RESERVED_WORD | Flags.CLAUSE),
  CROSS(Flags.FUNCTION_WORD),
  CURRENT,
  CURRENT_CATALOG(Flags.RESERVED_WORD | Flags.VALUE_FUNCTION),
  CURRENT_DATE(Flags.RESERVED_WORD | Flags.VALUE_FUNCTION),
  CURRENT_ROLE(Flags.RESERVED_WORD | Flags.VALUE_FUNCTION),
  CURRENT_SCHEMA(Flags.FUNCTION_WORD),
  CURRENT_TIME(Flags.RESERVED_WORD | Flags.VALUE_FUNCTION),
  CURRENT_TIMESTAMP(Flags.RESERVED_WORD | Flags.VALUE_FUNCTION),
  CURRENT_USER(Flags.RESERVED_WORD | Flags.VALUE_FUNCTION),
  CURSOR,
  CYCLE,
  DATA,
  DATABASE,
  DEALLOCATE,
  DECLARE,
  DEFAULT(Flags.RESERVED_WORD),
  DEFAULTS,
  DEFERRABLE(Flags.RESERVED_WORD),
  DEFERRED,
  DELETE,
  DEPENDS,
  DEPTH,
  DESC(Flags.RESERVED_WORD),
  DETACH,
  DICTIONARY,
  DISABLE,
  DISCARD,
  DISTINCT(Flags.RESERVED_WORD),
  DO(Flags.RESERVED_WORD),
  DOMAIN,
  DROP,
  EACH,
  ELSE(Flags.RESERVED_WORD),
  ENABLE,
  END(Flags.RESERVED_WORD),
  ENFORCED,
  EVENT,
  EXCEPT(Flags.RESERVED_WORD | Flags.CLAUSE | Flags.SET_OPERATION),
  EXCLUDE,
  EXCLUDING,
  EXCLUSIVE,
  EXECUTE,
  EXISTS,
  EXPLAIN,
  EXPRESSION,
  EXTENSION,
  EXTERNAL,
  FALSE(Flags.RESERVED_WORD),
  FAMILY,
  FETCH(Flags.RESERVED_WORD | Flags.CLAUSE),
  FILTER,
  FIRST,
  FOLLOWING,
  FOR(Flags.RESERVED_WORD | Flags.CLAUSE),
  FORCE,
  FOREIGN(Flags.RESERVED_WORD),
  FORWARD,
  FREEZE(Flags.FUNCTION_WORD),
  FROM(Flags.RESERVED_WORD | Flags.CLAUSE),
  FULL(Flags.FUNCTION_WORD),
  FUNCTION,
  FUNCTIONS,
  GENERATED,
  GLOBAL,
  GRANT(Flags.RESERVED_WORD | Flags.CLAUSE),
  GRANTED,
  GROUP(Flags.RESERVED_WORD | Flags.CLAUSE),
  HAVING(Flags.RESERVED_WORD | Flags.CLAUSE),
  HOLD,
  IDENTITY,
  IF,
  ILIKE(Flags.FUNCTION_WORD),
  IMMUTABLE,
  IMPORT,
  IN(Flags.RESERVED_WORD),
  INCLUDE,
  INCLUDING,
  INDEX,
  INDEXES,
  INHERIT,
  INHERITS,
  INITIALLY(Flags.RESERVED_WORD),
  INNER(Flags.FUNCTION_WORD),
  INOUT,
  INSERT,
  INSTEAD,
  INTERSECT(Flags.RESERVED_WORD | Flags.CLAUSE | Flags.SET_OPERATION),
  INTO(Flags.RESERVED_WORD | Flags.CLAUSE),
  INVOKER,
  IS(Flags.FUNCTION_WORD),
  ISNULL(Flags.FUNCTION_WORD),
  JOIN(Flags.FUNCTION_WORD),
  JSON_TABLE,
  KEY,
  LANGUAGE,
  LARGE,
  LAST,
  LATERAL(Flags.RESERVED_WORD),
  LEADING(Flags.RESERVED_WORD),
  LEFT(Flags.FUNCTION_WORD),
  LEVEL,
  LIKE(Flags.FUNCTION_WORD),
  LIMIT(Flags.RESERVED_WORD | Flags.CLAUSE),
  LISTEN,
  LOAD,
  LOCAL,
  LOCALTIME(Flags.RESERVED_WORD | Flags.VALUE_FUNCTION),
  LOCALTIMESTAMP(Flags.RESERVED_WORD | Flags.VALUE_FUNCTION),
  LOCATION,
  LOCK,
  LOCKED,
  LOGGED,
  MAPPING,
  MATCH,
  MATCHED,
  MATERIALIZED,
  MAXVALUE,
  MERGE,
  METHOD,
  MINVALUE,
  MOVE,
  NAMES,
  NATURAL(Flags.FUNCTION_WORD),
  NEW,
  NEXT,
  NO,
  NONE,
  NOT(Flags.RESERVED_WORD),
  NOTHING,
  NOTIFY,
  NOTNULL(Flags.FUNCTION_WORD),
  NOWAIT,
  NULL(Flags.RESERVED_WORD),
  NULLS,
  OBJECT,
  OBJECTS,
  OF,
  OFF,
  OFFLINE,
  OFFSET(Flags.RESERVED_WORD | Flags.CLAUSE),
  OIDS,
  OLD,
  ON(Flags.RESERVED_WORD | Flags.CLAUSE),
  ONLY(Flags.RESERVED_WORD),
  OPERATOR,
  OPTION,
  OPTIONS,
  OR(Flags.RESERVED_WORD),
  ORDER(Flags.RESERVED_WORD | Flags.CLAUSE),
  ORDINALITY,
  OUT,
  OUTER(Flags.FUNCTION_WORD),
  OVER,
  OVERLAPS(Flags.FUNCTION_WORD),
  OVERRIDING,
  OWNED,
  OWNER,
  PARALLEL,
  PARAMETER,
  PARSER,
  PARTITION,
  PASSWORD,
  PERIOD,
  PLACING(Flags.RESERVED_WORD),
  PLANS,
  POLICY,
  PRECEDING,
  PREPARE,
  PREPARED,
  PRESERVE,
  PRIMARY(Flags.RESERVED_WORD),
  PRIVILEGES,
  PROCEDURAL,
  PROCEDURE,
  PROCEDURES,
  PROGRAM,
  PUBLICATION,
  RANGE,
  READ,
  REASSIGN,
  RECURSIVE,
  REFERENCES(Flags.RESERVED_WORD),
  REFERENCING,
  REFRESH,
  REINDEX,
  RELATIVE,
  RELEASE,
  RENAME,
  REPEATABLE,
  REPLACE,
  REPLICA,
  RESET,
  RESTART,
  RESTRICT,
  RETURN,
  RETURNING(Flags.RESERVED_WORD | Flags.CLAUSE),
  RETURNS,
  REVOKE,
  RIGHT(Flags.FUNCTION_WORD),
  ROLE,
  ROLLBACK,
  ROLLUP,
  ROUTINE,
  ROUTINES,
  ROW,
  ROWS,
  RULE,
  SAVEPOINT,
  SCHEMA,
  SCHEMAS,
  SCROLL,
  SEARCH,
  SECURITY,
  SELECT(Flags.RESERVED_WORD),
  SEQUENCE,
  SEQUENCES,
  SERVER,
  SESSION,
  SESSION_USER(Flags.RESERVED_WORD | Flags.VALUE_FUNCTION),
  SET,
  SETOF,
  SETS,
  SHARE,
  SHOW,
  SIMILAR(Flags.FUNCTION_WORD),
  SKIP,
  SNAPSHOT,
  SOME(Flags.RESERVED_WORD),
  SOURCE,
  SQL,
  STABLE,
  START,
  STATEMENT,
  STATISTICS,
  STORAGE,
  SUBSCRIPTION,
  SYMMETRIC(Flags.RESERVED_WORD),
  SYSTEM,
  /// Reserved from 16 on, a name before.
  SYSTEM_USER(Flags.VALUE_FUNCTION),
  TABLE(Flags.RESERVED_WORD),
  TABLES,
  TABLESAMPLE(Flags.FUNCTION_WORD),
  TABLESPACE,
  TARGET,
  TEMP,
  TEMPLATE,
  TEMPORARY,
  TEXT,
  THEN(Flags.RESERVED_WORD),
  TIES,
  TO(Flags.RESERVED_WORD),
  TRAILING(Flags.RESERVED_WORD),
  TRANSACTION,
  TRANSFORM,
  TRIGGER,
  TRUE(Flags.RESERVED_WORD),
  TRUNCATE,
  TRUSTED,
  TYPE,
  TYPES,
  UESCAPE,
  UNION(Flags.RESERVED_WORD | Flags.CLAUSE | Flags.SET_OPERATION),
  UNIQUE(Flags.RESERVED_WORD),
  UNLISTEN,
  UNLOGGED,
  UPDATE,
  USER(Flags.RESERVED_WORD | Flags.VALUE_FUNCTION),
  USING(Flags.RESERVED_WORD),
  VACUUM,
  VALIDATE,
  VALUE,
  VALUES,
  VARIADIC(Flags.RESERVED_WORD),
  VERBOSE(Flags.FUNCTION_WORD),
  VIEW,
  VIEWS,
  VIRTUAL,
  VOLATILE,
  WAIT,
  WHEN(Flags.RESERVED_WORD),
  WHERE(Flags.RESERVED_WORD | Flags.CLAUSE),
  WINDOW(Flags.RESERVED_WORD | Flags.CLAUSE),
  WITH(Flags.RESERVED_WORD | Flags.CLAUSE),
  WITHIN,
  WITHOUT,
  WORK,
  WRAPPER,
  XMLNAMESPACES,
  XMLTABLE,
  ZONE;

  /// Properties of keywords.
  static final class Flags {
    /// Stands for no identifier without quotes.
    static final int RESERVED_WORD = 1;

    /// Names a function or type, but no table, column or alias.
    static final int FUNCTION_WORD = 2;

    /// Begins a clause, so it ends the expression before it.
    static final int CLAUSE = 4;

    static final int SET_OPERATION = 8;

    /// A function of the grammar's own that may stand in FROM.
    static final int VALUE_FUNCTION = 16;

    /// No word at all.
    static final int NO_WORD = 32;

    private Flags() {}
  }

  private static final Symbol[] KEYWORDS = new Symbol[2048];

  static {
    for (Symbol symbol : values()) {
      if (!symbol.has(Flags.NO_WORD) && symbol != NAME && symbol != QUOTED) {
        int slot = hash(symbol.name(), 0, symbol.name().length());
        while (KEYWORDS[slot] != null) {
          slot = (slot + 1) & (KEYWORDS.length - 1);
        }
        KEYWORDS[slot] = symbol;
      }
    }
  }

  private final int flags;

  Symbol() {
    this(0);
  }

  Symbol(int flags) {
    this.flags = flags;
  }

  boolean has(int anyOf) {
    return (flags & anyOf) != 0;
  }

  /// Whether it is a word of any kind, reserved or not: PostgreSQL's ColLabel.
  boolean isLabel() {
    return (flags & Flags.NO_WORD) == 0;
  }

  /// Whether it names a table, column or alias: PostgreSQL's ColId.
  boolean isIdentifier() {
    return (flags & (Flags.RESERVED_WORD | Flags.FUNCTION_WORD | Flags.NO_WORD)) == 0;
  }

  /// The keyword that a word is, whatever its case, or [#NAME].
  static Symbol ofWord(String sql, int start, int end) {
    int slot = hash(sql, start, end);
    for (Symbol symbol = KEYWORDS[slot]; symbol != null; symbol = KEYWORDS[slot]) {
      if (matches(symbol.name(), sql, start, end)) {
        return symbol;
      }
      slot = (slot + 1) & (KEYWORDS.length - 1);
    }
    return NAME;
  }

  private static int hash(String text, int start, int end) {
    int h = end - start;
    for (int i = start; i < end; i++) {
      h = h * 31 + (text.charAt(i) | 0x20);
    }
    return (h ^ (h >>> 11) ^ (h >>> 22)) & 2047;
  }

  private static boolean matches(String keyword, String sql, int start, int end) {
    if (keyword.length() != end - start) {
      return false;
    }
    for (int i = 0; i < keyword.length(); i++) {
      char c = sql.charAt(start + i);
      if (c != keyword.charAt(i) && (c < 'a' || c > 'z' || c - 32 != keyword.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
