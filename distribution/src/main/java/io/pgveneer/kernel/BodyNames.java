package io.pgveneer.kernel;

import io.pgveneer.api.Relation;
import io.pgveneer.api.VirtualSchema;
import io.pgveneer.spi.SessionSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Names in a routine's body, which may run in any session, at any time: nothing is taken for
/// clean, and a name without a schema must mean one relation alone, whatever the search path.
///
/// @param searchPath that the routine sets for itself; empty where it sets none
record BodyNames(VirtualSchema schema, List<String> searchPath) implements SessionSchema {

  /// @param setting as `search_path` in the routine's SET clause, or null
  static BodyNames of(VirtualSchema schema, @Nullable String setting) {
    if (setting == null) {
      return new BodyNames(schema, List.of());
    }
    List<String> path = new ArrayList<>();
    path.add("pg_catalog");
    for (String item : setting.split(",", -1)) {
      String name = item.strip();
      boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
      path.add(
          quoted
              ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
              : name.toLowerCase(Locale.ROOT));
    }
    return new BodyNames(schema, List.copyOf(path));
  }

  @Override
  public @Nullable Relation resolve(@Nullable String schemaName, String name) {
    if (schemaName != null) {
      return schema.find(schemaName, name);
    }
    for (String candidate : searchPath) {
      Relation relation = schema.find(candidate, name);
      if (relation != null) {
        return relation;
      }
    }
    return searchPath.isEmpty() && !isAmbiguous(name) ? first(name) : null;
  }

  /// Whether it depends on the search path which relation a name means.
  boolean isAmbiguous(String name) {
    List<Relation> found = candidates(name);
    return searchPath.isEmpty()
        && found.size() > 1
        && schema.find("pg_catalog", name) == null
        && found.stream().anyMatch(Relation::isFederated);
  }

  private @Nullable Relation first(String name) {
    Relation catalog = schema.find("pg_catalog", name);
    List<Relation> found = candidates(name);
    return catalog != null ? catalog : found.isEmpty() ? null : found.getFirst();
  }

  private List<Relation> candidates(String name) {
    return schema.named(name).stream()
        .filter(relation -> !relation.schema().startsWith("pg_temp_"))
        .toList();
  }

  @Override
  public boolean isClean(Relation relation) {
    return false;
  }
}
