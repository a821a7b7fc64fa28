package io.pgveneer.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.testkit.Majors;
import io.pgveneer.testkit.Postgresql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The seven scenarios on the oldest and the newest supported PostgreSQL, in both query modes.
class ScenariosIT {
  private static final Map<Integer, ScenarioRun> RUNS = new HashMap<>();
  private static final Map<Integer, Fingerprint> BEFORE = new HashMap<>();

  @BeforeAll
  static void prepare() throws SQLException {
    for (int major : Majors.oldestAndNewest()) {
      ScenarioRun run = ScenarioRun.prepare(Postgresql.major(major), Postgresql.major(major));
      RUNS.put(major, run);
      BEFORE.put(major, run.fingerprint());
    }
  }

  static List<Arguments> all() {
    List<Arguments> all = new ArrayList<>();
    for (int major : Majors.oldestAndNewest()) {
      for (Mode mode : Mode.values()) {
        for (Scenario scenario : Scenario.values()) {
          all.add(Arguments.of(major, mode, scenario));
        }
      }
    }
    return all;
  }

  @ParameterizedTest(name = "{2} on PostgreSQL {0}, {1}")
  @MethodSource("all")
  void shouldHold(int major, Mode mode, Scenario scenario) throws SQLException {
    assertThat(RUNS.get(major).play(scenario, mode)).isNotBlank();
  }

  @AfterAll
  static void shouldLeaveProductionByteForByteAsItWas() throws SQLException {
    for (Map.Entry<Integer, ScenarioRun> run : RUNS.entrySet()) {
      assertThat(BEFORE.get(run.getKey()).differences(run.getValue().fingerprint())).isEmpty();
    }
  }
}
