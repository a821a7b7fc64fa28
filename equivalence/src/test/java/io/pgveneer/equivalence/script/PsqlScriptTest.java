package io.pgveneer.equivalence.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PsqlScriptTest {
  private static List<Step.Action> actions(String text) {
    return PsqlScript.read(text, Map.of("WHERE", "/here")).stream().map(Step::action).toList();
  }

  @Test
  void shouldReadStatementsAcrossLines() {
    assertThat(actions("-- why\nSELECT 1,\n  ';';\nSELECT 2; SELECT 3;\n"))
        .containsExactly(
            new Step.Statement("SELECT 1,\n  ';'", null),
            new Step.Statement("SELECT 2", null),
            new Step.Statement("SELECT 3", null));
  }

  @Test
  void shouldPutVariablesIn() {
    assertThat(actions("\\getenv dir WHERE\n\\set file :dir '/a.data'\nCOPY t FROM :'file';\n"))
        .containsExactly(new Step.Statement("COPY t FROM '/here/a.data'", null));
  }

  @Test
  void shouldTakeTheRowsOfCopy() {
    assertThat(actions("COPY t FROM stdin;\n1\n2\n\\.\nSELECT 1;\n"))
        .containsExactly(
            new Step.Statement("COPY t FROM stdin", "1\n2\n"),
            new Step.Statement("SELECT 1", null));
  }

  @Test
  void shouldLeaveOutWhatPsqlComputes() {
    assertThat(actions("\\d t\nSELECT 1 AS a \\gset\nSELECT :'a';\nSELECT 2 \\g\n"))
        .containsExactly(new Step.Statement("SELECT 2", null));
  }

  @Test
  void shouldSendSeveralStatementsAsOneQuery() {
    assertThat(actions("SELECT 1\\; SELECT 2\\; SELECT 3;\n"))
        .containsExactly(new Step.Script("SELECT 1; SELECT 2; SELECT 3;\n"));
  }

  @Test
  void shouldReconnect() {
    assertThat(actions("SELECT 1;\n\\c -\nSELECT 2;\n"))
        .containsExactly(
            new Step.Statement("SELECT 1", null),
            new Step.Disconnect(),
            new Step.Statement("SELECT 2", null));
  }
}
