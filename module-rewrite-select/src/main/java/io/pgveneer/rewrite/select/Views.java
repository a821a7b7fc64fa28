package io.pgveneer.rewrite.select;

import io.pgveneer.api.Relation;
import io.pgveneer.api.SqlError;
import io.pgveneer.api.VirtualSchema;
import io.pgveneer.spi.SessionSchema;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.Outlines;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.StatementClass;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Expands views over federated relations in place.
final class Views {
  private static final int DEEPEST = 50;

  private final MergedReads reads;

  Views(MergedReads reads) {
    this.reads = reads;
  }

  /// The view's query in parentheses, its own reads rewritten.
  String expand(
      StatementRequest request, Relation view, @Nullable Set<Long> assumedClean, int depth) {
    String definition = Objects.requireNonNull(view.definition());
    Outline outline = Outlines.of(definition);
    if (depth > DEEPEST || outline.kind() != StatementClass.QUERY || !outline.writes().isEmpty()) {
      throw Unreadable.because("reading view \"" + view.name() + "\"");
    }
    Splice splice = new Splice(outline.sql());
    StatementRequest inner =
        new StatementRequest(
            outline, new Qualified(request.schema()), request.transaction(), request.prepared());
    SqlError error = reads.rewrite(inner, reference -> true, splice, assumedClean, depth + 1);
    if (error != null) {
      throw Unreadable.because(error);
    }
    return "(" + splice.apply().text() + ")";
  }

  /// Names in a view's definition: qualified, unless they are those of system catalogues.
  private record Qualified(SessionSchema session) implements SessionSchema {
    @Override
    public VirtualSchema schema() {
      return session.schema();
    }

    @Override
    public List<String> searchPath() {
      return List.of("pg_catalog");
    }

    @Override
    public @Nullable Relation resolve(@Nullable String schema, String name) {
      return session.resolve(schema == null ? "pg_catalog" : schema, name);
    }

    @Override
    public boolean isClean(Relation relation) {
      return session.isClean(relation);
    }
  }
}
