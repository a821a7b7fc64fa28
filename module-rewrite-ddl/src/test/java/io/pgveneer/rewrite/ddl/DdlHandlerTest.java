package io.pgveneer.rewrite.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.rewrite.select.MergedReads;
import io.pgveneer.spi.StatementHandler;
import io.pgveneer.testkit.plan.PlanText;
import io.pgveneer.testkit.plan.Shop;
import org.junit.jupiter.api.Test;

class DdlHandlerTest {
  private final StatementHandler handler = new DdlHandler(new MergedReads());
  private final StatementHandler guard = new Guard();

  @Test
  void shouldRunDdlOnUpper() {
    assertNative("ALTER TABLE local_notes ADD COLUMN phone_number VARCHAR(20)");
    assertNative("CREATE INDEX CONCURRENTLY ON users (name)");
    assertNative("CREATE VIEW v AS SELECT * FROM users");
    assertNative("CREATE TABLE copy (LIKE users INCLUDING ALL)");
    assertNative("ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users");
    assertNative("ALTER TABLE orders VALIDATE CONSTRAINT c, ALTER COLUMN a SET STATISTICS 10");
    assertNative("ALTER TABLE users ENABLE ALWAYS TRIGGER t");
    assertNative("GRANT SELECT ON users TO bob");
  }

  @Test
  void shouldKeepReadersOutBeforeATableIsLocked() {
    assertPlan(
        "ALTER TABLE users ADD COLUMN phone_number VARCHAR(20)",
        """
        step SELECT pgveneer.keep_readers_out('{1}', 'define', false)
        ALTER TABLE users ADD COLUMN phone_number VARCHAR(20)
        barrier""");
    assertPlan(
        "ALTER TABLE orders ADD COLUMN buyer int REFERENCES users",
        """
        step SELECT pgveneer.keep_readers_out('{2}', 'define', false)
        ALTER TABLE orders ADD COLUMN buyer int REFERENCES users
        barrier""");
    assertPlan(
        "ALTER TABLE orders VALIDATE CONSTRAINT c, DROP COLUMN statistics",
        """
        step SELECT pgveneer.keep_readers_out('{2}', 'define', false)
        ALTER TABLE orders VALIDATE CONSTRAINT c, DROP COLUMN statistics
        barrier""");
    assertPlan(
        "CREATE POLICY p ON orders USING (user_id IN (SELECT id FROM users))",
        """
        step SELECT pgveneer.keep_readers_out('{2}', 'define alone', false)
        CREATE POLICY p ON orders USING (user_id IN (SELECT id FROM users))
        barrier""");
    assertPlan(
        "ALTER TABLE orders RENAME TO orders2",
        """
        step SELECT pgveneer.keep_readers_out('{2}', 'define alone', false)
        ALTER TABLE orders RENAME TO orders2
        barrier""");
    assertPlan(
        "ALTER TABLE orders ENABLE ROW LEVEL SECURITY, ALTER COLUMN total SET NOT NULL",
        """
        step SELECT pgveneer.keep_readers_out('{2}', 'define', false)
        ALTER TABLE orders ENABLE ROW LEVEL SECURITY, ALTER COLUMN total SET NOT NULL
        barrier""");
    assertPlan(
        "DROP TABLE orders, users CASCADE",
        """
        step SELECT pgveneer.keep_readers_out('{1,2}', 'define', false)
        DROP TABLE orders, users CASCADE
        barrier""");
  }

  @Test
  void shouldFillNewTablesWithMergedRows() {
    assertPlan(
        "CREATE TABLE rich AS SELECT u.* FROM users u",
        "CREATE TABLE rich AS SELECT u.* FROM pgveneer_overlay.merged_1 u\nbarrier");
    assertPlan(
        "SELECT id INTO TEMP t FROM users",
        "SELECT id INTO TEMP t FROM pgveneer_overlay.merged_1 AS users\nbarrier");
  }

  @Test
  void shouldLeaveStoredQueriesToTheEngine() {
    assertNative("CREATE RULE r AS ON DELETE TO orders DO ALSO DELETE FROM users");
    assertNative("REFRESH MATERIALIZED VIEW CONCURRENTLY m");
  }

  @Test
  void shouldMakeMaterializedViewsWithoutDataAndHaveThemFilled() {
    String fill = "step SELECT pg_catalog.set_config('pgveneer.fill', 'on', true)\n";
    assertPlan(
        "CREATE MATERIALIZED VIEW m AS SELECT * FROM users -- all",
        fill + "CREATE MATERIALIZED VIEW m AS SELECT * FROM users WITH NO DATA -- all\nbarrier");
    assertPlan(
        "CREATE MATERIALIZED VIEW m AS SELECT * FROM users WITH DATA",
        fill + "CREATE MATERIALIZED VIEW m AS SELECT * FROM users WITH NO DATA\nbarrier");
    assertNative("CREATE MATERIALIZED VIEW m AS SELECT * FROM users WITH NO DATA");
  }

  @Test
  void shouldHideTheOverlay() {
    assertGuard(
        "SELECT * FROM pgveneer_overlay.mask_1",
        "42P01 relation \"pgveneer_overlay.mask_1\" does not exist");
    assertGuard("SELECT pgveneer.copy_whole(1)", "3F000 schema \"pgveneer\" does not exist");
    assertGuard(
        "DROP SCHEMA IF EXISTS pgveneer_lower CASCADE",
        "3F000 schema \"pgveneer_lower\" does not exist");
    assertGuard("DROP SERVER prod_server", "42704 server \"prod_server\" does not exist");
    assertGuard("SELECT pgveneer.id FROM users pgveneer", "not mine");
    assertGuard("SELECT 'pgveneer.x'", "not mine");
  }

  private void assertNative(String sql) {
    assertPlan(sql, sql + "\nbarrier");
  }

  private void assertPlan(String sql, String expected) {
    assertThat(PlanText.of(handler, Shop.with(), sql)).isEqualTo(expected);
  }

  private void assertGuard(String sql, String expected) {
    assertThat(PlanText.of(guard, Shop.with(), sql)).isEqualTo(expected);
  }
}
