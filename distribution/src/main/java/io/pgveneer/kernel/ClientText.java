package io.pgveneer.kernel;

import io.pgveneer.api.Relation;
import io.pgveneer.api.VirtualSchema;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns the names of the overlay's views in a message into those of the relations they stand for.
final class ClientText {
  private static final Pattern OURS =
      Pattern.compile(
          "(view |table )?(pgveneer_overlay\\.)?\\b(?:merged|lower|unmasked)_(\\d+)\\b");

  private ClientText() {}

  static String of(String text, VirtualSchema schema) {
    if (!text.contains("_")) {
      return text;
    }
    return OURS.matcher(text)
        .replaceAll(
            match -> {
              Relation relation = schema.find(Long.parseLong(match.group(3)));
              return Matcher.quoteReplacement(
                  relation == null
                      ? match.group()
                      : (match.group(1) == null ? "" : kind(relation)) + relation.name());
            });
  }

  private static String kind(Relation relation) {
    return relation.kind() == 'v' ? "view " : "table ";
  }
}
