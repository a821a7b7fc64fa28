package io.pgveneer.kernel;

import io.pgveneer.api.Relation;
import io.pgveneer.api.VirtualSchema;
import io.pgveneer.spi.SessionSchema;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Names as one session sees them at one moment.
///
/// @param denied the schemas that the current role has no right to use
/// @param dirty null where nothing may be taken for clean
/// @param before the schema that the statement's snapshot may be as old as; null for this one
/// @param catalogs whether the system catalogues have their stand-ins
record SessionNames(
    VirtualSchema schema,
    List<String> searchPath,
    Set<String> denied,
    @Nullable DirtyRelations dirty,
    @Nullable VirtualSchema before,
    boolean catalogs)
    implements SessionSchema {

  SessionNames(
      VirtualSchema schema,
      List<String> searchPath,
      Set<String> denied,
      @Nullable DirtyRelations dirty) {
    this(schema, searchPath, denied, dirty, null, true);
  }

  /// The same names, for a snapshot that may be as old as another schema.
  SessionNames since(@Nullable VirtualSchema then) {
    return new SessionNames(schema, searchPath, denied, dirty, then, catalogs);
  }

  /// The same names, where the system catalogues are read as they are.
  SessionNames withoutCatalogs() {
    return new SessionNames(schema, searchPath, denied, dirty, before, false);
  }

  /// The same names, for statements that run at a time not known now.
  SessionNames neverClean() {
    return new SessionNames(schema, searchPath, denied, null, before, catalogs);
  }

  @Override
  public @Nullable Relation resolve(@Nullable String schemaName, String name) {
    Relation relation = find(schemaName, name);
    if (relation == null || !catalogs && isCatalog(relation)) {
      return null;
    }
    return isNewlyHidden(relation) ? relation.shown() : relation;
  }

  /// Whether its lower side has been hidden since: it was copied whole then, and who does not see
  /// the copies reads production's rows. What has a key has its views made anew.
  private boolean isNewlyHidden(Relation relation) {
    Relation.Lower lower = relation.lower();
    if (before == null || lower == null || !lower.opaque() || !lower.key().isEmpty()) {
      return false;
    }
    Relation then = before.find(relation.oid());
    return then != null && then.lower() != null && !then.lower().opaque();
  }

  private @Nullable Relation find(@Nullable String schemaName, String name) {
    if (schemaName != null) {
      return schema.find("pg_temp".equals(schemaName) ? temporary() : schemaName, name);
    }
    for (String candidate : searchPath) {
      Relation relation = schema.find(candidate, name);
      if (relation != null) {
        return relation;
      }
    }
    return null;
  }

  /// Whether a name means a relation of the client's that has rows in production.
  boolean isFederated(@Nullable String schemaName, String name) {
    Relation relation = resolve(schemaName, name);
    return relation != null && relation.lower() != null && !isCatalog(relation);
  }

  /// Whether it is a system catalogue, which has a stand-in too.
  static boolean isCatalog(Relation relation) {
    return relation.schema().equals("pg_catalog") || relation.schema().equals("information_schema");
  }

  @Override
  public boolean isClean(Relation relation) {
    Relation.Lower lower = relation.lower();
    return lower != null
        && dirty != null
        && !lower.opaque()
        && lower.bases().stream().noneMatch(dirty::contains);
  }

  private String temporary() {
    for (String candidate : searchPath) {
      if (candidate.startsWith("pg_temp_")) {
        return candidate;
      }
    }
    return "pg_temp";
  }
}
