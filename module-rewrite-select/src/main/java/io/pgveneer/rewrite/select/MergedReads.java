package io.pgveneer.rewrite.select;

import io.pgveneer.api.ColumnOrigin;
import io.pgveneer.api.Relation;
import io.pgveneer.spi.BlockOffer;
import io.pgveneer.spi.BlockRead;
import io.pgveneer.spi.BlockRead.BlockTable;
import io.pgveneer.spi.ReadChoice;
import io.pgveneer.spi.ReadRewriter;
import io.pgveneer.spi.ReadStrategy;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.spi.TableOffer;
import io.pgveneer.spi.TableRead;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.QueryBlock;
import io.pgveneer.sql.Replacement;
import io.pgveneer.sql.Splice;
import io.pgveneer.sql.TableReference;
import io.pgveneer.sql.TableReference.Role;
import io.pgveneer.sql.TokenList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Reads each federated relation, or query block over such, in the way that costs least.
public final class MergedReads implements ReadRewriter {
  private static final String UNPLANNED =
      "planned before it runs, so nothing may be taken for clean";

  /// Of a round trip of 1 ms.
  private static final double QUESTION = 1500;

  private final Strategies strategies;
  private final double question;

  /// For ServiceLoader.
  public MergedReads() {
    this(Strategies.load(), QUESTION);
  }

  private MergedReads(Strategies strategies, double question) {
    this.strategies = strategies;
    this.question = question;
  }

  @Override
  public ReadRewriter with(List<ReadStrategy> more, double price) {
    return new MergedReads(strategies.with(more), price);
  }

  @Override
  public void prepare() {
    strategies.prepare();
  }

  @Override
  public Result rewrite(
      StatementRequest request,
      Predicate<TableReference> which,
      Splice splice,
      @Nullable Set<Long> assumedClean) {
    List<Item> items = new ArrayList<>();
    List<@Nullable ColumnOrigin> origins = new ArrayList<>();
    boolean replaced = false;
    try {
      for (TableReference reference : request.outline().references()) {
        Item item = item(request, reference, which, assumedClean == null ? UNPLANNED : null);
        items.add(item);
        replaced |= item.isReplaced();
      }
      if (replaced && assumedClean != null) {
        readLayersInSemiJoins(request, items, which);
      }
      FacedFunctions.replace(request.outline(), splice);
      if (replaced) {
        replace(request, items, splice, assumedClean, origins);
      }
    } catch (Unreadable unreadable) {
      return new Result(unreadable.error(), Set.of(), List.of(), List.of());
    }
    return new Result(null, fromUpper(items), choices(items), origins);
  }

  private void readLayersInSemiJoins(
      StatementRequest request, List<Item> items, Predicate<TableReference> which) {
    if (!SemiJoins.mayBeIn(request.outline())) {
      return;
    }
    SemiJoins semiJoins = new SemiJoins(request.outline(), List.copyOf(items));
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      TableOffer offer = item.offer();
      if (offer != null && !offer.assumedClean().isEmpty() && semiJoins.forbidsClean(item)) {
        items.set(i, item(request, item.reference, which, SemiJoins.REASON));
      }
    }
  }

  private static Set<TableReference> fromUpper(List<Item> items) {
    return items.stream()
        .filter(item -> item.fromUpper)
        .map(item -> item.reference)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static List<ReadChoice> choices(List<Item> items) {
    return items.stream().map(Item::choice).filter(Objects::nonNull).distinct().toList();
  }

  private Item item(
      StatementRequest request,
      TableReference reference,
      Predicate<TableReference> which,
      @Nullable String layered) {
    Relation relation = request.schema().resolve(reference);
    Relation.Lower lower = relation == null ? null : relation.lower();
    if (relation == null
        || lower == null
        || lower.opaque()
        || reference.role() != Role.FROM
        || !which.test(reference)
        || (reference.only() && relation.kind() == 'p')) {
      return new Item(reference, relation, null);
    }
    if (reference.catalog() != null) {
      throw Unreadable.because("a table name qualified with the database's");
    }
    TableRead read = new TableRead(request, reference, relation, lower, layered);
    Item item = new Item(reference, relation, strategies.table(read));
    item.fromUpper =
        !item.isReplaced()
            || reference.tableSample() != null
            // what runs later may find another table to inherit from it
            || (reference.only()
                && relation.kind() == 'r'
                && (relation.parent() || UNPLANNED.equals(layered)));
    return item;
  }

  private void replace(
      StatementRequest request,
      List<Item> items,
      Splice splice,
      @Nullable Set<Long> assumedClean,
      List<@Nullable ColumnOrigin> origins) {
    Outline outline = request.outline();
    if (items.stream().anyMatch(item -> item.isReplaced() && !item.isCatalog())) {
      refuseDefaultCollation(outline.sql());
    }
    Scopes scopes = new Scopes(outline, items);
    OneTimeConditions kept = OneTimeConditions.of(outline, items, scopes);
    List<Extent> taken = takeBlocks(request, items, kept, splice, assumedClean, origins);
    GroupedKeys grouped = new GroupedKeys(request.sql(), outline, scopes, splice);
    grouped.find();
    new ColumnReferences(request.sql(), outline, scopes, splice, taken).rewrite();
    grouped.rewrite();
    StableConditions.rewrite(outline, items, splice);
    kept.rewrite(splice);
    new UngroupedAggregates(outline, items).rewrite(splice, taken);
    for (Item item : items) {
      TableOffer offer = item.offer();
      if (offer != null && item.inBlock == null) {
        if (assumedClean != null) {
          assumedClean.addAll(offer.assumedClean());
        }
        replace(item, offer.standIn(), items, outline, splice);
      }
    }
  }

  /// postgres_fdw takes such an expression for its operand, and sorts by the operand's collation.
  private static void refuseDefaultCollation(String sql) {
    if (!sql.contains("\"default\"")) {
      return;
    }
    TokenList tokens = TokenList.of(sql);
    for (int i = 0; i < tokens.size(); i++) {
      boolean qualified = tokens.is(i + 1, "pg_catalog") && tokens.is(i + 2, ".");
      int name = qualified ? i + 3 : i + 1;
      if (tokens.is(i, "collate") && tokens.isName(name) && tokens.name(name).equals("default")) {
        throw Unreadable.because("COLLATE \"default\"");
      }
    }
  }

  /// Replaces the blocks that are read as a whole; their extents.
  private List<Extent> takeBlocks(
      StatementRequest request,
      List<Item> items,
      OneTimeConditions kept,
      Splice splice,
      @Nullable Set<Long> assumedClean,
      List<@Nullable ColumnOrigin> origins) {
    List<Extent> taken = new ArrayList<>();
    List<QueryBlock> blocks = request.outline().blocks();
    for (int i = 0; i < blocks.size(); i++) {
      Extent extent = blocks.get(i).extent();
      if (kept.areIn(extent) || taken.stream().anyMatch(other -> other.contains(extent.start()))) {
        continue;
      }
      BlockRead read = wholeBlock(request, items, i, assumedClean != null);
      var chosen = read == null ? null : strategies.block(read);
      if (read != null && chosen != null) {
        if (read.isOutermost()) {
          origins.addAll(chosen.offer().origins());
        }
        take(chosen, items.stream().filter(item -> isIn(item, read)).toList(), splice);
        if (assumedClean != null) {
          assumedClean.addAll(chosen.offer().assumedClean());
        }
        taken.add(extent);
      }
    }
    return taken;
  }

  private static boolean isIn(Item item, BlockRead read) {
    int block = item.reference.block();
    return block == read.index()
        || read.subqueries().stream().anyMatch(subquery -> subquery.index() == block);
  }

  /// A block that can be read as a whole, with the queries inside it; null for others.
  private @Nullable BlockRead wholeBlock(
      StatementRequest request, List<Item> items, int index, boolean mayAssumeClean) {
    List<BlockRead> subqueries = new ArrayList<>();
    for (int child : childrenOf(request, index)) {
      BlockRead subquery =
          childrenOf(request, child).isEmpty()
              ? block(request, items, child, List.of(), mayAssumeClean)
              : null;
      if (subquery == null) {
        return null;
      }
      subqueries.add(subquery);
    }
    BlockRead read = block(request, items, index, List.copyOf(subqueries), mayAssumeClean);
    return read == null || subqueries.isEmpty() || !semiJoinsFail(request, items, read)
        ? read
        : null;
  }

  private static List<Integer> childrenOf(StatementRequest request, int index) {
    List<QueryBlock> blocks = request.outline().blocks();
    return IntStream.range(0, blocks.size())
        .filter(i -> blocks.get(i).parent() == index)
        .boxed()
        .toList();
  }

  private @Nullable BlockRead block(
      StatementRequest request,
      List<Item> items,
      int index,
      List<BlockRead> subqueries,
      boolean mayAssumeClean) {
    List<Item> within = items.stream().filter(item -> item.reference.block() == index).toList();
    if (request.outline().blocks().get(index).kind() != QueryBlock.Kind.SELECT
        || within.stream().noneMatch(Item::isReplaced)
        || within.stream().anyMatch(item -> item.fromUpper || item.isCatalog())) {
      return null;
    }
    List<BlockTable> tables =
        within.stream()
            .map(item -> new BlockTable(item.reference, item.relation, item.offer()))
            .toList();
    return new BlockRead(request, index, tables, subqueries, question, mayAssumeClean);
  }

  private static boolean semiJoinsFail(StatementRequest request, List<Item> items, BlockRead read) {
    SemiJoins semiJoins = new SemiJoins(request.outline(), items);
    return items.stream()
        .anyMatch(
            item ->
                isIn(item, read)
                    && item.reference.block() != read.index()
                    && semiJoins.forbidsClean(item));
  }

  private static void take(Strategies.Chosen<BlockOffer> chosen, List<Item> items, Splice splice) {
    BlockOffer offer = chosen.offer();
    for (Replacement replacement : offer.replacements()) {
      splice.replace(replacement.extent(), replacement.text());
    }
    for (Item item : items) {
      item.inBlock =
          new ReadChoice(
              item.relation == null ? "" : item.relation.qualifiedName(),
              item.reference.correlation(),
              chosen.strategy(),
              offer.reason(),
              offer.cost());
    }
  }

  private static void replace(
      Item item, String view, List<Item> items, Outline outline, Splice splice) {
    String standIn = item.systemColumns ? view.substring(0, view.length() - 1) + "+\"" : view;
    TableReference reference = item.reference;
    QueryBlock block = reference.block() < 0 ? null : outline.blocks().get(reference.block());
    if (block != null && block.kind() == QueryBlock.Kind.TABLE) {
      splice.replace(
          new Extent(block.extent().start(), reference.whole().end()),
          "SELECT * FROM " + standIn + " AS " + item.correlationText(outline.sql()));
      return;
    }
    if (reference.alias() == null) {
      refuseNamesake(item, items);
      standIn += " AS " + item.correlationText(outline.sql());
    }
    splice.replace(reference.whole(), standIn);
  }

  /// `FROM a.t, b.t` is allowed for tables, not for aliases.
  private static void refuseNamesake(Item item, List<Item> items) {
    for (Item other : items) {
      if (other.reference.block() == item.reference.block()
          && other.reference.alias() == null
          && other.reference.role() != Role.OTHER
          && other.reference.relation().equals(item.reference.relation())
          && !Objects.equals(other.relation, item.relation)) {
        throw Unreadable.because(
            "two tables named \"" + item.reference.relation() + "\" in one FROM without aliases");
      }
    }
  }
}
