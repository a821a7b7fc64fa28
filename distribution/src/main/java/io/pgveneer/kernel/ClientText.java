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

  /// How PL/pgSQL begins the line of a frame in our schemas.
  private static final String OUR_FRAME = "PL/pgSQL function pgveneer";

  private ClientText() {}

  /// @return empty where nothing of the text is for the client
  static String of(String text, VirtualSchema schema) {
    if (!text.contains("_")) {
      return text;
    }
    return OURS.matcher(withoutOurFrames(text))
        .replaceAll(
            match -> {
              Relation relation = schema.find(Long.parseLong(match.group(3)));
              return Matcher.quoteReplacement(
                  relation == null
                      ? match.group()
                      : (match.group(1) == null ? "" : kind(relation)) + relation.name());
            });
  }

  /// A context without the frames of our own functions: they are the innermost, so the first.
  private static String withoutOurFrames(String text) {
    int last = text.lastIndexOf(OUR_FRAME);
    if (last < 0) {
      return text;
    }
    int end = text.indexOf('\n', last);
    return end < 0 ? "" : text.substring(end + 1);
  }

  private static String kind(Relation relation) {
    return relation.kind() == 'v' ? "view " : "table ";
  }
}
