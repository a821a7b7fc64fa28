package io.pgveneer.kernel;

import io.pgveneer.api.ColumnOrigin;
import io.pgveneer.api.Plan;
import io.pgveneer.api.Relation;
import io.pgveneer.api.TransactionStatus;
import io.pgveneer.api.VirtualSchema;
import io.pgveneer.schema.VirtualSchemaReader;
import io.pgveneer.spi.SessionPlanner;
import io.pgveneer.spi.StatementRequest;
import io.pgveneer.sql.Extent;
import io.pgveneer.sql.Outline;
import io.pgveneer.sql.OutlineCache;
import io.pgveneer.sql.Shape;
import io.pgveneer.sql.StatementClass;
import io.pgveneer.sql.Statements;
import io.pgveneer.sql.Words;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client's view of the schema, and the plans for its statements.
final class KernelSession implements SessionPlanner {
  private static final Logger log = LoggerFactory.getLogger(KernelSession.class);

  /// The first word of what is planned before the schema is known; group 1 where it commits.
  private static final Pattern MAY_COME_FIRST =
      Pattern.compile("(?i)\\s*(?:set|rollback|abort|(commit|end))\\b");

  /// Has all proxies read the schema anew, as they do by what the overlay tells at a COMMIT.
  private static final String TELL_PREPARED =
      "SELECT pg_catalog.pg_notify('pgveneer', 'schema prepared')";

  private enum Asked {
    NOTHING,
    TO_TELL,
    SESSION,
    CATALOG,
    RELATIONS,
    ROUTINES,
    DEFINITIONS
  }

  private final SharedSchema shared;
  private final SessionSchema sessionSchema;
  private final DirtyRelations dirty;
  private final OutlineCache outlines;
  private final HandlerChain chain;
  private final Routines routines;
  private final OpenTransaction transaction;
  private final Repeats repeats;
  private final Await await;
  private final SqlPrepared sqlPrepared = new SqlPrepared();
  private final NamedResults namedResults = new NamedResults();
  private final Consumer<FailedDefinition> violations;
  private final SessionDefinitions definitions;

  /// What the engine told of rows in the way of the statement that is running.
  private @Nullable String violation;

  /// A prepared transaction was committed, perhaps with definitions, and others do not know.
  private boolean preparedUntold;

  private Asked asked = Asked.NOTHING;
  private TransactionStatus askedIn = TransactionStatus.IDLE;
  private List<String> searchPath = List.of();

  /// Whether the search path has the session's temporary schema: told once for each path, as it is
  /// asked for with each statement.
  private boolean hasTemporaryTables;

  private boolean pathKnown;
  private Set<String> denied = Set.of();

  /// The shared generation when the session was last asked about itself: a change elsewhere may
  /// have taken or given rights.
  private long generationOfPath;

  /// A transaction of the session may be SERIALIZABLE. Then no relation is read as clean: only a
  /// read of upper tells PostgreSQL what a later write there would contradict.
  private boolean serializable;

  private boolean standardStrings = true;

  /// As it was last told.
  private @Nullable String encoding;

  /// The schema when nothing was left to ask, which plans are made with: a change that is heard of
  /// between that and the plan came after the statement. What comes back speaks of its views.
  private @Nullable VirtualSchema settled;

  private long settledEpoch;

  /// The schema at the last plan outside of a transaction.
  private @Nullable VirtualSchema begun;

  /// Changes with everything that can make one of this session's plans wrong, save for dirty
  /// relations.
  private long epoch;

  private long epochShared;

  /// The command tag to show for the running statement, or null for the backend's.
  private @Nullable String done;

  KernelSession(
      SharedSchema shared,
      DirtyRelations dirty,
      OutlineCache outlines,
      HandlerChain chain,
      Routines routines,
      RoutineKeeper keeper,
      OpenDefinitions openDefinitions,
      OwnDefinitions ownDefinitions,
      Consumer<FailedDefinition> violations) {
    this.await = new Await(openDefinitions);
    this.violations = violations;
    this.definitions = new SessionDefinitions(ownDefinitions, keeper);
    this.shared = shared;
    this.sessionSchema = new SessionSchema(shared);
    this.dirty = dirty;
    this.outlines = outlines;
    this.chain = chain;
    this.routines = routines;
    this.transaction = new OpenTransaction(dirty);
    this.repeats = new Repeats(!chain.readsNumbers());
  }

  @Override
  public @Nullable String pending(TransactionStatus status) {
    if (status == TransactionStatus.FAILED) {
      return null;
    }
    askedIn = status;
    if (preparedUntold && status == TransactionStatus.IDLE) {
      preparedUntold = false;
      asked = Asked.TO_TELL;
      return TELL_PREPARED;
    }
    if (!pathKnown || generationOfPath != shared.generation()) {
      asked = Asked.SESSION;
      generationOfPath = shared.generation();
      return VirtualSchemaReader.SESSION_QUERY;
    }
    if (shared.catalog() == null) {
      asked = Asked.CATALOG;
      return CatalogFacade.QUERY;
    }
    long epochBefore = epoch();
    VirtualSchema known = sessionSchema.known(needsOwn(), askedIn != TransactionStatus.IDLE);
    if (known != null) {
      return follow(known, epochBefore);
    }
    VirtualSchema read = sessionSchema.lastReading();
    if (read != null) {
      return follow(read, sessionSchema.epochOfLastReading());
    }
    asked = Asked.RELATIONS;
    return sessionSchema.query(epochBefore);
  }

  @Override
  public @Nullable String pending(String sql, TransactionStatus status) {
    VirtualSchema schema = settled;
    List<Extent> statements = schema == null || !await.isDue(sql) ? List.of() : split(sql);
    if (schema == null || statements.size() != 1) {
      return null;
    }
    Outline outline = outlines.outline(statements.getFirst().in(sql), standardStrings);
    String query = await.query(outline, new SessionNames(schema, searchPath, denied, dirty), sql);
    asked = query == null ? Asked.NOTHING : Asked.DEFINITIONS;
    return query;
  }

  @Override
  public boolean settles(TransactionStatus status) {
    return status == TransactionStatus.IDLE && (preparedUntold || definitions.areUnsettled());
  }

  @Override
  public boolean mayWait(String sql) {
    VirtualSchema schema = settled;
    return schema != null
        && await.isDue(sql)
        && await.concerns(
            outlines.outline(sql, standardStrings),
            new SessionNames(schema, searchPath, denied, dirty));
  }

  @Override
  public boolean comesFirst(String text) {
    Matcher word = MAY_COME_FIRST.matcher(text);
    if (settled == null || !word.lookingAt()) {
      return false;
    }
    if (word.group(1) != null && definitions.areUnsettled()) {
      return false;
    }
    List<Extent> statements = split(text);
    if (statements.size() != 1) {
      return false;
    }
    String sql = statements.getFirst().in(text);
    StatementClass kind = outlines.outline(sql, standardStrings).kind();
    return kind == StatementClass.TRANSACTION || kind == StatementClass.SESSION;
  }

  private @Nullable String follow(VirtualSchema schema, long epochOfSchema) {
    String query = definitions.pending(schema, epochOfSchema);
    if (query != null && definitions.areOvertaken(epoch())) {
      definitions.outdated();
      sessionSchema.forgetLastReading();
      return pending(askedIn);
    }
    asked = query == null ? Asked.NOTHING : Asked.ROUTINES;
    if (query == null) {
      settled = schema;
      settledEpoch = epochOfSchema;
      sessionSchema.forgetLastReading();
      if (askedIn == TransactionStatus.IDLE) {
        definitions.settled();
      }
    }
    return query;
  }

  /// Whether the shared schema cannot be this session's.
  private boolean needsOwn() {
    return transaction.changedSchema() || hasTemporaryTables;
  }

  @Override
  public void answered(List<List<@Nullable String>> rows) {
    switch (asked) {
      case SESSION -> sessionRead(VirtualSchemaReader.session(rows));
      case CATALOG -> shared.catalog(CatalogFacade.read(rows));
      case RELATIONS -> relationsRead(VirtualSchemaReader.read(rows));
      case ROUTINES -> definitions.answered(rows);
      case TO_TELL -> {}
      case DEFINITIONS -> {
        if (Await.hasWaited(rows)) {
          shared.invalidate();
        }
      }
      case NOTHING -> throw new IllegalStateException("an answer without a question");
    }
    asked = Asked.NOTHING;
  }

  private void sessionRead(VirtualSchemaReader.SessionState state) {
    becomesSerializable(state.serializable());
    becomesStandard(state.standardStrings());
    if (!state.searchPath().equals(searchPath) || !state.denied().equals(denied)) {
      searchPath = state.searchPath();
      hasTemporaryTables = searchPath.stream().anyMatch(name -> name.startsWith("pg_temp_"));
      denied = state.denied();
      epoch++;
    }
    // names that came in another encoding than was known have to be asked for again
    pathKnown = encoding == null || encoding.equals(state.encoding());
    encoding = state.encoding();
  }

  private void relationsRead(VirtualSchemaReader.Reading reading) {
    dirty.found(reading.dirty());
    boolean keeps = needsOwn() || askedIn != TransactionStatus.IDLE;
    sessionSchema.read(reading, keeps);
    if (keeps) {
      epoch++;
    }
  }

  @Override
  public void unanswered(String sqlState, String message) {
    asked = Asked.NOTHING;
    sessionSchema.forgetLastReading();
    pathKnown = true;
    settledEpoch = epoch();
    settled = sessionSchema.lastKnown(needsOwn());
    log.warn("the fresh database did not tell its schema: {} {}", sqlState, message);
  }

  @Override
  public void interrupted() {
    if (asked == Asked.ROUTINES) {
      definitions.outdated();
    }
    preparedUntold |= asked == Asked.TO_TELL;
    asked = Asked.NOTHING;
    sessionSchema.forgetLastReading();
    pathKnown = false;
  }

  @Override
  public List<Extent> split(String text) {
    return Statements.split(text, standardStrings);
  }

  @Override
  public Plan plan(String sql, TransactionStatus status, boolean prepared) {
    VirtualSchema schema = settled;
    if (begun == null || status == TransactionStatus.IDLE) {
      begun = schema;
    }
    boolean escaped = !standardStrings && sql.indexOf('\\') >= 0;
    int hash = prepared || schema == null || escaped ? Shape.NONE : repeats.hash(sql);
    Plan repeated = repeats.find(sql, hash, settledEpoch);
    if (repeated != null) {
      return repeated;
    }
    Outline outline = outlines.outline(escaped ? Escapes.explicit(sql) : sql);
    if (schema == null) {
      return Plan.refused(outline.kind(), "kernel", sql, Refusals.schemaUnknown());
    }
    becomesSerializable(Words.contains(sql, "serializable"));
    SessionNames names =
        new SessionNames(schema, searchPath, denied, serializable ? null : dirty).since(begun);
    if (outline.kind() == StatementClass.EXPLAIN && !outline.mayAnalyze()) {
      // nothing of them shows but the plan, which should be PostgreSQL's own
      names = names.withoutCatalogs();
    }
    Plan refused = Refusals.check(outline, names);
    if (refused != null) {
      return refused;
    }
    Plan plan = plan(new StatementRequest(outline, names, status, prepared), names);
    if (escaped) {
      plan = Escapes.of(plan, outline, sql, names);
    }
    plan = plan.madeIn(settledEpoch);
    await.begins(plan);
    repeats.keep(plan, hash);
    return plan;
  }

  private Plan plan(StatementRequest request, SessionNames names) {
    Outline outline = request.outline();
    Plan executed = sqlPrepared.execute(outline);
    if (executed != null) {
      return namedResults.described(outline, executed);
    }
    Plan plan = Routines.isDo(outline) ? routines.plan(outline, names) : chain.decide(request);
    if (plan == null) {
      return namedResults.described(outline, Fallback.plan(outline, names.schema()));
    }
    namedResults.remember(plan);
    return outline.kind() == StatementClass.PREPARE ? sqlPrepared.prepare(outline, plan) : plan;
  }

  private void becomesSerializable(boolean now) {
    if (now && !serializable) {
      serializable = true;
      epoch++;
    }
  }

  private long epoch() {
    long generation = shared.generation();
    if (generation != epochShared) {
      epochShared = generation;
      epoch++;
    }
    return epoch;
  }

  @Override
  public boolean isTentative() {
    return transaction.changedSchema() || transaction.changedSearchPath();
  }

  @Override
  public boolean isCurrent(Plan plan) {
    await.begins(plan);
    if (plan.epoch() != epoch()) {
      return false;
    }
    for (Long relation : plan.assumedClean()) {
      if (dirty.contains(relation)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean notice(Map<Character, String> fields) {
    Signal signal = Signal.of(fields);
    return switch (signal) {
      case null -> false;
      case Signal.Written written -> {
        transaction.written(written.relation());
        yield true;
      }
      case Signal.Told told -> {
        log.info("{}", told.text());
        yield true;
      }
      case Signal.SchemaChanged changed -> {
        transaction.schemaChanged();
        await.defined();
        definitions.made(changed.stamp());
        sessionSchema.outdateOwn();
        pathKnown = false;
        epoch++;
        yield true;
      }
      case Signal.Violated violated -> {
        violation = violated.told();
        yield true;
      }
      case Signal.Done told -> {
        done = told.tag();
        yield true;
      }
    };
  }

  @Override
  public String shownTag(Plan plan, String tag) {
    String shown = done == null ? tag : done;
    done = null;
    return shown;
  }

  @Override
  public void completed(Plan plan, String tag) {
    violation = null;
    await.ran();
    transaction.completed(plan, tag);
    sqlPrepared.completed(plan, tag);
    namedResults.remember(plan);
    if (transaction.changedSchema() && OpenTransaction.COMMIT.equals(tag)) {
      shared.invalidate();
      definitions.ended();
    }
    if ("COMMIT PREPARED".equals(tag)) {
      transaction.schemaChanged();
      preparedUntold = true;
    }
    if (SettingsWatch.mayChange(plan)) {
      pathKnown = false;
    }
    if (plan.kind() == StatementClass.TRANSACTION) {
      if (transaction.changedSearchPath()) {
        pathKnown = false;
        temporaryTablesMayHaveChanged();
      }
      if (transaction.changedSchema()) {
        sessionSchema.outdateOwn();
        definitions.outdated();
        epoch++;
      }
    } else if (tag.startsWith("DISCARD")) {
      temporaryTablesMayHaveChanged();
    }
    if (!pathKnown) {
      transaction.searchPathChanged();
    }
  }

  /// DISCARD drops them, unless it is rolled back, and no event tells of it.
  private void temporaryTablesMayHaveChanged() {
    if (hasTemporaryTables) {
      sessionSchema.outdateOwn();
      epoch++;
    }
  }

  @Override
  public void failed(@Nullable Plan plan, Map<Character, String> fields) {
    done = null;
    await.ran();
    FailedDefinition failed = FailedDefinition.of(plan, violation, fields);
    violation = null;
    if (failed != null) {
      violations.accept(failed);
    }
    transaction.failed(plan);
  }

  @Override
  public void ready(TransactionStatus status) {
    sessionSchema.forgetLastReading();
    await.ran();
    if (status != TransactionStatus.IDLE) {
      return;
    }
    await.ended();
    if (transaction.changedSearchPath()) {
      pathKnown = false;
    }
    if (transaction.changedSchema()) {
      sessionSchema.forgetOwn();
      pathKnown = false;
      shared.invalidate();
      definitions.ended();
    }
    shared.written(transaction.rows());
    transaction.ended();
  }

  @Override
  public void parameter(String name, String value) {
    if ("search_path".equals(name)) {
      pathKnown = false;
    } else if ("standard_conforming_strings".equals(name)) {
      becomesStandard("on".equals(value));
    } else if ("client_encoding".equals(name)) {
      pathKnown &= encoding == null || encoding.equals(value);
      encoding = value;
    }
  }

  private void becomesStandard(boolean now) {
    if (now != standardStrings) {
      standardStrings = now;
      epoch++;
    }
  }

  @Override
  public @Nullable String clientEncoding() {
    return encoding;
  }

  @Override
  public @Nullable ColumnOrigin origin(int relationOid, int attributeNumber) {
    Relation relation = standsFor(Integer.toUnsignedLong(relationOid));
    if (relation == null || attributeNumber < 1 || attributeNumber > relation.columns().size()) {
      return null;
    }
    return ColumnOrigin.of(relation, relation.columns().get(attributeNumber - 1));
  }

  /// Besides what the session keeps of its own there is what another has had made since: PostgreSQL
  /// looks names up as of now, whatever a transaction's snapshot shows.
  private @Nullable Relation standsFor(long oid) {
    Relation relation = settled == null ? null : settled.standsFor(oid);
    VirtualSchema common = relation == null ? sessionSchema.lastKnown(false) : null;
    return common == null ? relation : common.standsFor(oid);
  }

  @Override
  public String clientText(String text) {
    return settled == null ? text : ClientText.of(text, settled);
  }

  @Override
  public void close() {
    transaction.abandoned();
    await.ended();
    if (definitions.abandon()) {
      shared.invalidate();
    }
    chain.close();
  }
}
