package io.pgveneer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.api.Plan;
import io.pgveneer.api.TransactionStatus;
import io.pgveneer.api.VirtualSchema;
import io.pgveneer.sql.OutlineCache;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KernelSessionTest {
  private static final int STATEMENTS = 50_000;

  private static final VirtualSchema NOTHING = new VirtualSchema(List.of());

  private final SharedSchema shared = new SharedSchema();

  private final OwnDefinitions own = new OwnDefinitions(System::nanoTime);

  private KernelSession session() {
    HandlerChain chain = new HandlerChain(List.of(), () -> null);
    OutlineCache outlines = new OutlineCache();
    Routines routines = new Routines(chain, outlines);
    return new KernelSession(
        shared,
        new DirtyRelations(),
        outlines,
        chain,
        routines,
        new RoutineKeeper("", routines, new ConcurrentHashMap<>()),
        new OpenDefinitions(),
        own,
        failed -> {});
  }

  private static List<@Nullable String> row(@Nullable String... cells) {
    return Arrays.asList(cells);
  }

  /// An answer that tells of no relation.
  private static List<@Nullable String> reading(String snapshot) {
    List<@Nullable String> row = new ArrayList<>(Collections.nCopies(34, null));
    row.set(0, snapshot);
    row.set(33, "{}");
    return row;
  }

  @Test
  void shouldPlanWithTheSchemaItAskedForWhateverIsHeardMeanwhile() throws InterruptedException {
    shared.catalog(CatalogFacade.read(List.of()));
    AtomicBoolean ended = new AtomicBoolean();
    Thread listener =
        new Thread(
            () -> {
              while (!ended.get()) {
                shared.invalidate();
                shared.publish(shared.beginReading(), SchemaSnapshot.NONE, NOTHING);
              }
            });
    listener.start();
    int planned = 0;
    try (KernelSession session = session()) {
      while (planned < STATEMENTS) {
        String question = session.pending(TransactionStatus.IDLE);
        if (question == null) {
          assertThat(session.plan("BEGIN", TransactionStatus.IDLE, false).refusal()).isNull();
          planned++;
        } else if (question.contains("pgveneer.session()")) {
          session.answered(List.of(row("{public}", "f", "{}", "on", "UTF8")));
        }
      }
    } finally {
      ended.set(true);
      listener.join();
    }
    assertThat(planned).isEqualTo(STATEMENTS);
  }

  @Test
  void shouldAskNothingBeforeATransactionEndsSaveForRoutinesThatMustBeAdaptedInIt() {
    shared.catalog(CatalogFacade.read(List.of()));
    shared.publish(shared.beginReading(), SchemaSnapshot.NONE, NOTHING);
    try (KernelSession session = session()) {
      session.pending(TransactionStatus.IDLE);
      session.answered(List.of(row("{public}", "f", "{}", "on", "UTF8")));
      assertThat(session.pending(TransactionStatus.IDLE)).isNull();
      shared.invalidate();

      assertThat(List.of("COMMIT", " end work", "Rollback TO SAVEPOINT s", "ABORT"))
          .allMatch(session::comesFirst);
      assertThat(List.of("SELECT 1", "COMMIT; SELECT 1", "ends", "BEGIN"))
          .noneMatch(session::comesFirst);

      session.notice(Map.of('C', "PV002"));
      assertThat(List.of("COMMIT", "END")).noneMatch(session::comesFirst);
      assertThat(List.of("ROLLBACK", "SET TRANSACTION READ ONLY")).allMatch(session::comesFirst);
    }
  }

  @Test
  void shouldPlanWhatWaitedForAReadingWithItWhateverOthersDefineMeanwhile() {
    shared.catalog(CatalogFacade.read(List.of()));
    try (KernelSession session = session()) {
      assertThat(session.pending(TransactionStatus.IDLE)).contains("pgveneer.session()");
      session.answered(List.of(row("{public}", "f", "{}", "on", "UTF8")));
      assertThat(session.pending(TransactionStatus.IDLE)).contains("pgveneer.relations(NULL)");
      shared.invalidate();
      session.answered(List.of(reading("1:1:")));
      assertThat(session.pending(TransactionStatus.IDLE)).contains("pgveneer.session()");
      session.answered(List.of(row("{public}", "f", "{}", "on", "UTF8")));
      assertThat(session.pending(TransactionStatus.IDLE)).isNull();
      Plan plan = session.plan("BEGIN", TransactionStatus.IDLE, false);

      assertThat(plan.refusal()).isNull();
      assertThat(session.isCurrent(plan)).as("for a later statement").isFalse();
      assertThat(session.pending(TransactionStatus.IDLE)).contains("pgveneer.relations('1:1:')");
    }
  }

  @Test
  void shouldSettleWhatItDefinesOrLeaveItToWhoHearsOfIt() {
    shared.catalog(CatalogFacade.read(List.of()));
    shared.publish(shared.beginReading(), SchemaSnapshot.NONE, NOTHING);
    try (KernelSession session = session()) {
      session.notice(Map.of('C', "PV002", 'D', "7"));
      assertThat(own.heard("7")).isTrue();
      session.notice(Map.of('C', "PV002", 'D', "8"));
    }

    assertThat(own.heard("7")).as("its session is gone").isFalse();
    assertThat(own.heard("8")).isFalse();
    assertThat(own.areOverdue()).as("7 is committed").isTrue();
    assertThat(own.areOverdue()).isFalse();
    assertThat(shared.current()).isNull();
  }
}
