package io.pgveneer.kernel;

import io.pgveneer.api.Relation;
import io.pgveneer.api.VirtualSchema;
import io.pgveneer.sql.TokenList;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Turns the names of the overlay's views in a message into those of the relations they stand for.
final class ClientText {
  private static final Pattern OURS =
      Pattern.compile(
          "(view |table )?(pgveneer_overlay\\.)?\\b(?:(?:shape_|paged_)?(?:merged|lower|unmasked|shipped|hidden|probed|keyed)|paged)_(\\d+)(?:_as_\\d+)?\\b"
              + "(?: AS (\\w+|\"(?:[^\"]|\"\")++\"))?");

  /// What postgres_fdw adds to an error of production's.
  private static final Pattern REMOTE = Pattern.compile("(?m)^remote SQL command: .*(\\n|$)");

  /// A step before a statement in a body of SQL.
  private static final Pattern STEP = Pattern.compile("SELECT pgveneer(?:_overlay)?\\.[^;]*; ");

  /// How the line of a function's frame begins. Those in SQL do not tell their schema, so they go
  /// with the frame behind them.
  private static final Pattern FRAME = Pattern.compile("PL/\\w+ function ");

  /// How that of a function in our schemas does.
  private static final Pattern OUR_FRAME =
      Pattern.compile(
          "^PL/pgSQL function pgveneer(?:_overlay|_lower|_catalog)?\\.", Pattern.MULTILINE);

  private ClientText() {}

  /// @return empty where nothing of the text is for the client
  static String of(String text, VirtualSchema schema) {
    if (!text.contains("_") && !text.contains("pgveneer") && !text.contains("remote SQL")) {
      return text;
    }
    String local =
        text.contains("remote SQL") ? REMOTE.matcher(text).replaceAll("").stripTrailing() : text;
    return OURS.matcher(STEP.matcher(withoutOurFrames(local)).replaceAll(""))
        .replaceAll(
            match -> {
              Relation relation = schema.find(Long.parseLong(match.group(3)));
              return Matcher.quoteReplacement(
                  relation == null
                      ? match.group()
                      : named(relation, match.group(1), match.group(4)));
            });
  }

  /// @param kind what stands before the name, or null
  /// @param alias behind the name, or null; in a body it is the relation's name where it had none,
  ///     spelled as there
  private static String named(Relation relation, @Nullable String kind, @Nullable String alias) {
    if (alias != null && TokenList.of(alias).name(0).equals(relation.name())) {
      return alias;
    }
    String name = (kind == null ? "" : kind(relation)) + relation.name();
    return alias == null ? name : name + " AS " + alias;
  }

  /// A context without the frames of our own functions, and without what these were doing.
  ///
  /// The innermost frame comes first. A line that is no frame tells what the frame behind it was
  /// doing; those behind the last frame tell what the client's own statement was.
  private static String withoutOurFrames(String text) {
    if (!OUR_FRAME.matcher(text).find()) {
      return text;
    }
    List<String> kept = new ArrayList<>();
    List<String> doing = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      doing.add(line);
      if (FRAME.matcher(line).lookingAt()) {
        if (!OUR_FRAME.matcher(line).lookingAt()) {
          kept.addAll(doing);
        }
        doing.clear();
      }
    }
    kept.addAll(doing);
    return String.join("\n", kept);
  }

  private static String kind(Relation relation) {
    return relation.kind() == 'v' ? "view " : "table ";
  }
}
