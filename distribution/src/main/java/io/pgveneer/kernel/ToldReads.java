package io.pgveneer.kernel;

import io.pgveneer.spi.ReadChoice;
import io.pgveneer.spi.ReadRewriter;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.TableReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Keeps what a rewriter chose, for `explain`.
final class ToldReads implements ReadRewriter {
  private final ReadRewriter reads;
  private final List<ReadChoice> choices = new ArrayList<>();

  ToldReads(ReadRewriter reads) {
    this.reads = reads;
  }

  @Override
  public Result rewrite(
      StatementRequest request,
      Predicate<TableReference> which,
      Splice splice,
      @Nullable Set<Long> assumedClean) {
    Result result = reads.rewrite(request, which, splice, assumedClean);
    choices.addAll(result.choices());
    return result;
  }

  /// In the order in which they were made, each once.
  List<ReadChoice> choices() {
    return choices.stream().distinct().toList();
  }
}
