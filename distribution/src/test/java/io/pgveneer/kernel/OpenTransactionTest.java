package io.pgveneer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.api.Plan;
import io.pgveneer.sql.StatementClass;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenTransactionTest {
  private final DirtyRelations dirty = new DirtyRelations();

  @BeforeEach
  void beAlone() {
    dirty.alone(true);
  }

  private final OpenTransaction transaction = new OpenTransaction(dirty);

  @Test
  void shouldLeaveRelationCleanAfterRollback() {
    transaction.written(5);
    transaction.completed(StatementClass.TRANSACTION, "ROLLBACK");
    transaction.ended();

    assertThat(dirty.contains(5)).isFalse();
  }

  @Test
  void shouldLeaveRelationCleanAfterAnErrorOutsideATransactionBlock() {
    transaction.written(5);
    transaction.failed(null);
    transaction.ended();

    assertThat(dirty.contains(5)).isFalse();
  }

  @Test
  void shouldLeaveRelationDirtyAfterAutocommit() {
    transaction.written(5);
    transaction.completed(StatementClass.UPDATE, "UPDATE 1");
    transaction.ended();

    assertThat(dirty.contains(5)).isTrue();
  }

  @Test
  void shouldLeaveRelationDirtyWhenRolledBackToASavepointAndCommitted() {
    transaction.written(5);
    transaction.completed(StatementClass.TRANSACTION, "ROLLBACK");
    transaction.completed(StatementClass.TRANSACTION, "COMMIT");
    transaction.ended();

    assertThat(dirty.contains(5)).isTrue();
  }

  @Test
  void shouldKeepWhatACommitInsideTheSameMessageMadeDirty() {
    transaction.written(5);
    transaction.completed(StatementClass.TRANSACTION, "COMMIT");
    transaction.written(6);
    transaction.failed(null);
    transaction.ended();

    assertThat(dirty.contains(5)).isTrue();
    assertThat(dirty.contains(6)).isFalse();
  }

  @Test
  void shouldCountWhatAFailedProcedureWroteAsCommitted() {
    transaction.written(5);
    transaction.failed(Plan.passThrough(StatementClass.CALL, "kernel", "CALL p()", true));
    transaction.ended();

    assertThat(dirty.contains(5)).isTrue();
  }

  @Test
  void shouldCountTheRowsThatTagsTell() {
    transaction.completed(StatementClass.INSERT, "INSERT 0 3");
    transaction.completed(StatementClass.UPDATE, "UPDATE 40");
    transaction.completed(StatementClass.COPY, "COPY 500");
    transaction.completed(StatementClass.QUERY, "SELECT 6000");
    transaction.completed(StatementClass.DELETE, "DELETE");

    assertThat(transaction.rows()).isEqualTo(543);

    transaction.ended();
    assertThat(transaction.rows()).isZero();
  }
}
