package io.pgveneer.kernel;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the overlay's engine tells in band, as notices with an SQLSTATE of its own.
sealed interface Signal {

  /// The session's first write to a relation.
  record Written(long relation) implements Signal {}

  /// A definition has changed, in this session's transaction.
  ///
  /// @param stamp what others hear of it by, once it is committed; null of what is temporary
  record SchemaChanged(@Nullable String stamp) implements Signal {}

  /// Something that takes long has begun.
  record Told(String text) implements Signal {}

  /// The statement did, in the end, what this command tag tells.
  record Done(String tag) implements Signal {}

  /// Rows of production stand in the way of a statement that is about to fail; what is told of
  /// them, as JSON.
  record Violated(String told) implements Signal {}

  /// @return null for a notice that is the client's
  static @Nullable Signal of(Map<Character, String> fields) {
    return switch (fields.getOrDefault('C', "")) {
      case "PV001" -> new Written(Long.parseLong(fields.getOrDefault('D', "0")));
      case "PV002" -> new SchemaChanged(fields.get('D'));
      case "PV003" -> new Told(fields.getOrDefault('M', ""));
      case "PV004" -> new Done(fields.getOrDefault('D', ""));
      case "PV005" -> new Violated(fields.getOrDefault('D', "{}"));
      default -> null;
    };
  }
}
