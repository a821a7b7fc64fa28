package io.pgveneer.spi;

import io.pgveneer.api.Relation;
import io.pgveneer.api.VirtualSchema;
import io.pgveneer.sql.ImpliedEquality;
import io.pgveneer.sql.Outline;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Names as a session sees them, for one statement: where it compares without naming an operator,
/// relations with types of an equality of their own are read so that production is asked no
/// condition; and where it may compare a column of such a type so, all relations are, for its value
/// may come as a parameter into a condition of another one.
///
/// Threads: one at a time.
final class ApartSchema implements SessionSchema {
  /// Types that are compared as PostgreSQL alone compares, as most columns'.
  private static final Pattern PLAIN =
      Pattern.compile(
          "(bigint|boolean|bytea|character|date|double|integer|json|numeric|real|smallint|text|time|uuid)\\b.*");

  private final SessionSchema names;
  private final Outline outline;
  private @Nullable Boolean implied;
  private @Nullable Boolean compared;

  private ApartSchema(SessionSchema names, Outline outline) {
    this.names = names;
    this.outline = outline;
  }

  static SessionSchema of(SessionSchema names, Outline outline) {
    return names instanceof ApartSchema ? names : new ApartSchema(names, outline);
  }

  @Override
  public VirtualSchema schema() {
    return names.schema();
  }

  @Override
  public List<String> searchPath() {
    return names.searchPath();
  }

  @Override
  public @Nullable Relation resolve(@Nullable String schema, String name) {
    Relation relation = names.resolve(schema, name);
    if (relation == null || relation.lower() == null) {
      return relation;
    }
    return (relation.lower().ownEquality() ? isImplied() : isCompared())
        ? relation.apart()
        : relation;
  }

  private boolean isImplied() {
    if (implied == null) {
      implied = ImpliedEquality.isIn(outline.sql());
    }
    return implied;
  }

  /// Whether a column of any relation of the statement may be compared so. Most statements name no
  /// relation with such a type, and their text is not looked at.
  private boolean isCompared() {
    if (compared == null) {
      List<Relation> own =
          outline.references().stream()
              .map(names::resolve)
              .filter(Objects::nonNull)
              .filter(relation -> relation.lower() != null && relation.lower().ownEquality())
              .toList();
      Set<String> operands = own.isEmpty() ? Set.of() : ImpliedEquality.names(outline.sql());
      compared =
          own.stream()
              .flatMap(relation -> relation.columns().stream())
              .anyMatch(
                  column ->
                      operands.contains(column.name()) && !PLAIN.matcher(column.type()).matches());
    }
    return compared;
  }

  @Override
  public boolean isClean(Relation relation) {
    return names.isClean(relation);
  }
}
