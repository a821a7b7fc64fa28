package io.pgveneer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.api.Plan;
import io.pgveneer.api.Relation;
import io.pgveneer.api.VirtualSchema;
import io.pgveneer.sql.OutlineCache;
import io.pgveneer.sql.StatementClass;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AwaitTest {
  private static final String READ = "SELECT * FROM users u JOIN own USING (id)";

  private final OpenDefinitions definitions = new OpenDefinitions();
  private final Await mine = new Await(definitions);
  private final Await other = new Await(definitions);
  private final SessionNames names =
      new SessionNames(
          new VirtualSchema(
              List.of(
                  new Relation(
                      11,
                      "public",
                      "users",
                      'r',
                      List.of(),
                      new Relation.Lower("m", "w", "u", "c", List.of(), List.of(11L), false)),
                  new Relation(12, "public", "own", 'r', List.of(), null))),
          List.of("public"),
          Set.of(),
          null);

  @Test
  void shouldBeDueOnlyWhileAnotherSessionDefines() {
    assertThat(mine.isDue(READ)).isFalse();

    other.begins(Plan.passThrough(StatementClass.DDL, "test", "ALTER TABLE users …", true));

    assertThat(mine.isDue(READ)).isTrue();
    assertThat(other.isDue(READ)).isFalse();

    other.ended();

    assertThat(mine.isDue(READ)).isFalse();
  }

  @Test
  void shouldWaitOnceForWhatHasRowsInProduction() {
    other.defined();

    assertThat(query(READ)).isEqualTo("SELECT pgveneer.await_definitions('{11}')");
    assertThat(mine.isDue(READ)).isFalse();

    mine.ran();

    assertThat(mine.isDue(READ)).isTrue();
  }

  @Test
  void shouldNotWaitForOthersThanTables() {
    assertThat(query("SELECT * FROM own")).isNull();
    assertThat(query("TRUNCATE users")).isNull();
    assertThat(query("SELECT 1")).isNull();
  }

  private @Nullable String query(String sql) {
    return mine.query(new OutlineCache().outline(sql), names, sql);
  }
}
