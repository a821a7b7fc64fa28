package io.pgveneer.equivalence.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The columns that an expression may name: those of its own FROM and those of the queries around.
record Scope(List<Source> sources, List<Source> outer) {
  static final Scope NONE = new Scope(List.of(), List.of());

  /// One item of a FROM.
  ///
  /// @param table null for anything but a table or view
  record Source(String alias, List<Field> fields, Model.@Nullable Table table) {
    static Source of(String alias, Model.Table table) {
      return new Source(
          alias,
          table.columns().stream().map(column -> new Field(column.name(), column.kind())).toList(),
          table);
    }
  }

  /// @param kind null for a type that the generator knows nothing of
  record Field(String name, @Nullable Kind kind) {}

  /// A column with its FROM item's alias.
  record Reference(String sql, Kind kind) {}

  static Scope of(Source... sources) {
    return new Scope(List.of(sources), List.of());
  }

  Scope inside(List<Source> inner) {
    List<Source> around = new ArrayList<>(sources);
    around.addAll(outer);
    return new Scope(inner, around);
  }

  /// Its own columns; where it has none of a known type, nothing.
  List<Reference> references() {
    return references(sources).toList();
  }

  List<Reference> references(Kind kind) {
    return Stream.concat(references(sources), references(outer))
        .filter(reference -> reference.kind().equals(kind))
        .toList();
  }

  private static Stream<Reference> references(List<Source> sources) {
    return sources.stream()
        .flatMap(
            source ->
                source.fields().stream()
                    .flatMap(
                        field ->
                            field.kind() == null
                                ? Stream.empty()
                                : Stream.of(
                                    new Reference(qualified(source, field), field.kind()))));
  }

  private static String qualified(Source source, Field field) {
    return source.alias().isEmpty() ? field.name() : source.alias() + "." + field.name();
  }

  static String list(Stream<String> parts) {
    return parts.collect(Collectors.joining(", "));
  }
}
