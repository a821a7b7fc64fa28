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

  private void completed(StatementClass kind, String sql, String tag) {
    transaction.completed(Plan.passThrough(kind, "kernel", sql, false), tag);
  }

  @Test
  void shouldLeaveRelationCleanAfterRollback() {
    transaction.written(5);
    completed(StatementClass.TRANSACTION, "ROLLBACK", "ROLLBACK");
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
    completed(StatementClass.UPDATE, "UPDATE 1", "UPDATE 1");
    transaction.ended();

    assertThat(dirty.contains(5)).isTrue();
  }

  @Test
  void shouldLeaveRelationDirtyWhenRolledBackToASavepointAndCommitted() {
    transaction.written(5);
    completed(StatementClass.TRANSACTION, "ROLLBACK TO s", "ROLLBACK");
    completed(StatementClass.TRANSACTION, "COMMIT", "COMMIT");
    transaction.ended();

    assertThat(dirty.contains(5)).isTrue();
  }

  @Test
  void shouldKeepWhatACommitInsideTheSameMessageMadeDirty() {
    transaction.written(5);
    completed(StatementClass.TRANSACTION, "COMMIT", "COMMIT");
    transaction.written(6);
    transaction.failed(null);
    transaction.ended();

    assertThat(dirty.contains(5)).isTrue();
    assertThat(dirty.contains(6)).isFalse();
  }

  @Test
  void shouldLeaveRelationDirtyThatIsWrittenBehindARollback() {
    transaction.failed(null);
    completed(StatementClass.TRANSACTION, "ROLLBACK", "ROLLBACK");
    transaction.written(5);
    completed(StatementClass.UPDATE, "UPDATE t SET a = 1", "UPDATE 1");
    transaction.ended();

    assertThat(dirty.contains(5)).isTrue();
  }

  @Test
  void shouldForgetAnErrorBehindASavepointOnceTheTransactionIsCommitted() {
    transaction.failed(null);
    completed(StatementClass.TRANSACTION, "ROLLBACK WORK TO s", "ROLLBACK");
    completed(StatementClass.TRANSACTION, "COMMIT", "COMMIT");
    transaction.written(5);
    transaction.ended();

    assertThat(dirty.contains(5)).isTrue();
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
    completed(StatementClass.INSERT, "INSERT 0 3", "INSERT 0 3");
    completed(StatementClass.UPDATE, "UPDATE 40", "UPDATE 40");
    completed(StatementClass.COPY, "COPY 500", "COPY 500");
    completed(StatementClass.QUERY, "SELECT 6000", "SELECT 6000");
    completed(StatementClass.DELETE, "DELETE", "DELETE");

    assertThat(transaction.rows()).isEqualTo(543);

    transaction.ended();
    assertThat(transaction.rows()).isZero();
  }
}
