package io.pgveneer.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the client believes the schema is, at one moment: every relation outside the system schemas.
public final class VirtualSchema {
  private final long version;
  private final Map<String, Map<String, Relation>> bySchema = new HashMap<>();
  private final Map<Long, Relation> byOid = new HashMap<>();

  public VirtualSchema(long version, Collection<Relation> relations) {
    this.version = version;
    for (Relation relation : relations) {
      bySchema
          .computeIfAbsent(relation.schema(), schema -> new HashMap<>())
          .put(relation.name(), relation);
      byOid.put(relation.oid(), relation);
    }
  }

  /// Counts the changes of the schema in the fresh database.
  public long version() {
    return version;
  }

  public @Nullable Relation find(String schema, String name) {
    Map<String, Relation> relations = bySchema.get(schema);
    return relations == null ? null : relations.get(name);
  }

  public @Nullable Relation find(long oid) {
    return byOid.get(oid);
  }

  public List<Relation> relations() {
    return new ArrayList<>(byOid.values());
  }
}
