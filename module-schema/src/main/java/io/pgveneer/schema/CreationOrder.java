package io.pgveneer.schema;

import io.pgveneer.schema.ProductionCatalog.Dependency;
import io.pgveneer.schema.SchemaObject.ObjectId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// An order in which every object comes after those it needs, and else in the order in which
/// production made them, by OID: lists of dependent objects in errors and notices then come in
/// production's order.
///
/// Where objects need each other in a circle, one of them comes too early: it is tried again later.
final class CreationOrder {
  private final Map<ObjectId, SchemaObject> objects = new LinkedHashMap<>();
  private final Map<ObjectId, Set<ObjectId>> needs = new HashMap<>();

  CreationOrder(ProductionCatalog catalog) {
    List<SchemaObject> byAge = new ArrayList<>(catalog.objects());
    byAge.sort(Comparator.comparingLong(object -> object.id().oid()));
    for (SchemaObject object : byAge) {
      objects.put(object.id(), object);
    }
    for (Dependency dependency : catalog.dependencies()) {
      ObjectId from = catalog.whole(dependency.object());
      ObjectId to = catalog.whole(dependency.needed());
      if (!from.equals(to) && objects.containsKey(from) && objects.containsKey(to)) {
        needs.computeIfAbsent(from, id -> new HashSet<>()).add(to);
      }
    }
  }

  /// What this object needs itself, not what that needs in turn.
  Set<ObjectId> needs(ObjectId object) {
    return needs.getOrDefault(object, Collections.emptySet());
  }

  List<SchemaObject> sorted() {
    List<SchemaObject> sorted = new ArrayList<>(objects.size());
    Set<ObjectId> seen = new HashSet<>();
    for (ObjectId root : objects.keySet()) {
      visit(root, seen, sorted);
    }
    return sorted;
  }

  private void visit(ObjectId root, Set<ObjectId> seen, List<SchemaObject> sorted) {
    Deque<ObjectId> path = new ArrayDeque<>();
    Deque<Iterator<ObjectId>> pending = new ArrayDeque<>();
    if (seen.add(root)) {
      path.push(root);
      pending.push(needs(root).iterator());
    }
    while (!path.isEmpty()) {
      Iterator<ObjectId> rest = pending.element();
      if (rest.hasNext()) {
        ObjectId next = rest.next();
        if (seen.add(next)) {
          path.push(next);
          pending.push(needs(next).iterator());
        }
      } else {
        pending.pop();
        SchemaObject object = objects.get(path.pop());
        if (object != null) {
          sorted.add(object);
        }
      }
    }
  }
}
