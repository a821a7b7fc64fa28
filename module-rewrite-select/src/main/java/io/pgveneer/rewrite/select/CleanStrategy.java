package io.pgveneer.rewrite.select;

import io.pgveneer.spi.ReadStrategy;
import io.pgveneer.spi.TableOffer;
import io.pgveneer.spi.TableRead;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A relation that is proven clean is its lower side alone: joins and aggregates of such relations
/// ship whole.
public final class CleanStrategy implements ReadStrategy {

  /// For ServiceLoader.
  public CleanStrategy() {}

  @Override
  public String name() {
    return "clean";
  }

  @Override
  public @Nullable TableOffer table(TableRead read) {
    String whole = Alone.view(read, read.lower().paged().whole(), read.lower().whole());
    return whole == null || !read.isClean()
        ? null
        : new TableOffer(
            whole,
            Costs.rows(read.lower()),
            "no row of the preview's own",
            Set.copyOf(read.lower().bases()));
  }
}
