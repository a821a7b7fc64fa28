package io.pgveneer.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what may follow a query: ORDER BY, LIMIT, OFFSET, FETCH, FOR UPDATE.
final class QueryTail {
  private final Reader reader;
  private final Expressions expressions;

  QueryTail(Reader reader, Expressions expressions) {
    this.reader = reader;
    this.expressions = expressions;
  }

  void read(BlockDraft block) {
    if (reader.take(Symbol.ORDER)) {
      reader.expect(Symbol.BY);
      block.orderBy = expressions.some(0);
    }
    while (true) {
      switch (reader.here()) {
        case LIMIT, OFFSET, FETCH -> paging(block);
        case FOR -> locking(block);
        default -> {
          return;
        }
      }
    }
  }

  private void paging(BlockDraft block) {
    int from = reader.at++;
    switch (reader.tokens.at(from)) {
      case LIMIT -> block.limit = once(block.limit, expressions.some(0));
      case OFFSET -> block.offset = once(block.offset, offset());
      default -> fetch(block);
    }
    Extent clause = reader.since(from);
    Extent before = block.paging;
    block.paging = before == null ? clause : new Extent(before.start(), clause.end());
  }

  private Extent once(@Nullable Extent before, Extent extent) {
    if (before != null) {
      throw reader.malformed("clause given twice before");
    }
    return extent;
  }

  private Extent offset() {
    Extent extent = expressions.some(Expressions.ROWS);
    if (reader.isAt(Symbol.ROW) || reader.isAt(Symbol.ROWS)) {
      reader.at++;
    }
    return extent;
  }

  private void fetch(BlockDraft block) {
    if (!reader.take(Symbol.FIRST)) {
      reader.expect(Symbol.NEXT);
    }
    Extent count = expressions.run(Expressions.ROWS);
    block.limit = count == null ? block.limit : once(block.limit, count);
    if (!reader.take(Symbol.ROW)) {
      reader.expect(Symbol.ROWS);
    }
    if (reader.take(Symbol.WITH)) {
      reader.expect(Symbol.TIES);
      block.withTies = true;
    } else {
      reader.expect(Symbol.ONLY);
    }
  }

  private void locking(BlockDraft block) {
    int from = reader.at++;
    if (reader.isAt(Symbol.READ, Symbol.ONLY)) {
      reader.at += 2;
      return;
    }
    String strength = strength();
    List<String> of = new ArrayList<>(0);
    if (reader.take(Symbol.OF)) {
      do {
        of.add(reader.qualifiedName().relation);
      } while (reader.take(Symbol.COMMA));
    }
    String waiting = null;
    if (reader.take(Symbol.NOWAIT)) {
      waiting = "NOWAIT";
    } else if (reader.take(Symbol.SKIP, Symbol.LOCKED)) {
      waiting = "SKIP LOCKED";
    }
    block.lock(new QueryBlock.Locking(reader.since(from), strength, List.copyOf(of), waiting));
  }

  private String strength() {
    if (reader.take(Symbol.UPDATE)) {
      return "UPDATE";
    }
    if (reader.take(Symbol.SHARE)) {
      return "SHARE";
    }
    if (reader.take(Symbol.KEY, Symbol.SHARE)) {
      return "KEY SHARE";
    }
    if (reader.take(Symbol.NO, Symbol.KEY)) {
      reader.expect(Symbol.UPDATE);
      return "NO KEY UPDATE";
    }
    throw reader.malformed("locking clause expected");
  }
}
