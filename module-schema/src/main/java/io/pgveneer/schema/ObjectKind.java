package io.pgveneer.schema;

import java.util.Locale;

/// Kinds of schema objects, in the order in which they are made when nothing else decides.
enum ObjectKind {
  SCHEMAS,
  EXTENSIONS,
  COLLATIONS,
  TYPES,
  ENUM_LABELS,
  TEXT_SEARCH,
  SEQUENCES,
  FUNCTIONS,
  AGGREGATES,
  OPERATORS,
  OPERATOR_CLASSES,
  CASTS,
  TABLES,
  CONSTRAINTS,
  INDEXES,
  VIEWS,
  FOREIGN_KEYS,
  STATISTICS,
  RULES,
  TRIGGERS,
  POLICIES,
  EVENT_TRIGGERS,
  DEFAULT_PRIVILEGES,
  DATABASE_SETTINGS;

  /// Its query: class OID, OID, key, ddl, finish, address, owner's OID, quoted relation name.
  String resource() {
    return "kinds/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".sql";
  }
}
