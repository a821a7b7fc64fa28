package io.pgveneer.fdw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The views are the only door to production, and open as far as the upper table's rights do.
final class RightsIT {
  private static final String MAJORS = "io.pgveneer.testkit.Majors#oldestAndNewest";

  private static final String SCHEMA =
      "CREATE TABLE open (id int PRIMARY KEY, secret text); CREATE TABLE shut (id int PRIMARY KEY);"
          + " CREATE TABLE slot (id int PRIMARY KEY, place int UNIQUE DEFERRABLE INITIALLY DEFERRED)";
  private static final String ROWS =
      "INSERT INTO open VALUES (1, 's'); INSERT INTO shut VALUES (1); INSERT INTO slot VALUES (1, 1)";

  private static Preview open(int major) throws SQLException {
    Preview preview = Preview.open(major, SCHEMA, ROWS);
    preview.run(
        "DO 'BEGIN CREATE ROLE pgveneer_app; EXCEPTION WHEN duplicate_object THEN NULL; END'");
    return preview;
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldMirrorPrivilegesOntoTheViews(int major) throws SQLException {
    try (Preview preview = open(major)) {
      preview.run("GRANT SELECT (id) ON open TO pgveneer_app; SET ROLE pgveneer_app");

      assertThat(preview.rows("SELECT id FROM " + preview.merged("open"))).containsExactly("1");
      assertThatThrownBy(() -> preview.rows("SELECT secret FROM " + preview.merged("open")))
          .hasMessageContaining("permission denied");
      assertThatThrownBy(() -> preview.rows("SELECT id FROM " + preview.merged("shut")))
          .hasMessageContaining("permission denied");
      assertThatThrownBy(() -> preview.rows("SELECT * FROM pgveneer_lower.\"public.open\""))
          .hasMessageContaining("permission denied");
      preview.run(
          "RESET ROLE; REVOKE SELECT (id) ON open FROM pgveneer_app; SET ROLE pgveneer_app");
      assertThatThrownBy(() -> preview.rows("SELECT id FROM " + preview.merged("open")))
          .hasMessageContaining("permission denied");
    }
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldShowWhatThePoliciesShow(int major) throws SQLException {
    try (Preview preview = open(major)) {
      preview.run(
          "GRANT SELECT ON open TO pgveneer_app; ALTER TABLE open ENABLE ROW LEVEL SECURITY;"
              + " INSERT INTO open VALUES (2, 't')");
      assertThat(preview.rows("SELECT id FROM " + preview.merged("open")))
          .containsExactlyInAnyOrder("1", "2");

      preview.run("SET ROLE pgveneer_app");
      for (String kind : new String[] {"merged", "lower", "unmasked"}) {
        assertThat(preview.rows("SELECT id FROM " + preview.view(kind, "open"))).isEmpty();
      }
      preview.run(
          "RESET ROLE; CREATE POLICY p ON open USING (secret = 's'); SET ROLE pgveneer_app");
      assertThat(preview.rows("SELECT id FROM " + preview.merged("open"))).containsExactly("1");
    }
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldKeepItsTriggersWhateverTheClientSwitchesOff(int major) throws SQLException {
    try (Preview preview = open(major)) {
      preview.run("ALTER TABLE slot DISABLE TRIGGER ALL; ALTER TABLE slot ENABLE TRIGGER ALL");

      assertThatThrownBy(() -> preview.run("INSERT INTO slot VALUES (2, 1)"))
          .hasMessageContaining("slot_place_key");
      preview.run("SET session_replication_role = replica");
      assertThatThrownBy(() -> preview.run("INSERT INTO slot VALUES (3, 3)"))
          .hasMessageContaining("session_replication_role");
    }
  }

  @ParameterizedTest
  @MethodSource(MAJORS)
  void shouldLeaveNothingBehindWhenUninstalled(int major) throws SQLException {
    try (Preview preview = open(major)) {
      preview.run("INSERT INTO shut VALUES (2)");
      preview.run("SELECT pgveneer.uninstall()");

      assertThat(preview.rows("SELECT id FROM shut")).containsExactly("2");
      assertThat(preview.one("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'pgveneer%'"))
          .isEqualTo("0");
      assertThat(preview.one("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'A_pgveneer%'"))
          .isEqualTo("0");
      assertThat(preview.install()).isEqualTo(3);
    }
  }
}
