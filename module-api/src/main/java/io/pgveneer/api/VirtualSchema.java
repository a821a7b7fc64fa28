package io.pgveneer.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the client believes the schema is, at one moment: every relation outside the system
/// schemas.
public final class VirtualSchema {
  private final Map<String, Map<String, Relation>> bySchema = new HashMap<>();
  private final Map<Long, Relation> byOid = new HashMap<>();

  private final Map<Long, Long> standIns;

  public VirtualSchema(Collection<Relation> relations) {
    this(relations, Map.of());
  }

  /// @param standIns for the OID of each view of the overlay, the OID of the relation it stands for
  public VirtualSchema(Collection<Relation> relations, Map<Long, Long> standIns) {
    this.standIns = Map.copyOf(standIns);
    for (Relation relation : relations) {
      bySchema
          .computeIfAbsent(relation.schema(), schema -> new HashMap<>())
          .put(relation.name(), relation);
      byOid.put(relation.oid(), relation);
    }
  }

  /// This schema with more relations in it, and more views that stand for them.
  public VirtualSchema with(Collection<Relation> more, Map<Long, Long> moreStandIns) {
    List<Relation> all = relations();
    all.addAll(more);
    Map<Long, Long> views = new HashMap<>(standIns);
    views.putAll(moreStandIns);
    return new VirtualSchema(all, views);
  }

  /// This schema without relations other than these.
  public VirtualSchema retaining(Set<Long> oids) {
    List<Relation> left = relations();
    left.removeIf(relation -> !oids.contains(relation.oid()));
    Map<Long, Long> views = new HashMap<>(standIns);
    views.values().retainAll(oids);
    return new VirtualSchema(left, views);
  }

  public @Nullable Relation find(String schema, String name) {
    Map<String, Relation> relations = bySchema.get(schema);
    return relations == null ? null : relations.get(name);
  }

  /// The relations of this name, in whatever schema.
  public List<Relation> named(String name) {
    List<Relation> named = new ArrayList<>(1);
    for (Map<String, Relation> relations : bySchema.values()) {
      Relation relation = relations.get(name);
      if (relation != null) {
        named.add(relation);
      }
    }
    return named;
  }

  public @Nullable Relation find(long oid) {
    return byOid.get(oid);
  }

  /// The relation that a view of the overlay stands for, or null for any other OID.
  public @Nullable Relation standsFor(long view) {
    Long relation = standIns.get(view);
    return relation == null ? null : byOid.get(relation);
  }

  public List<Relation> relations() {
    return new ArrayList<>(byOid.values());
  }
}
