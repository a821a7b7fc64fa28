package io.pgveneer.equivalence.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaseWriterTest {
  private static List<Step.Action> writtenAndRead(List<Step.Action> actions) {
    List<Step> steps = new ArrayList<>();
    actions.forEach(action -> steps.add(new Step(0, "a", action, Marks.NONE)));
    String text = CaseWriter.write(new Case("c", "", steps, 0, Integer.MAX_VALUE), "why");
    return CaseReader.read("c", text, name -> name).steps().stream().map(Step::action).toList();
  }

  @Test
  void shouldWriteWhatIsReadBack() {
    List<Step.Action> actions =
        List.of(
            new Step.Statement("SELECT ';'", null),
            new Step.Statement("COPY t FROM STDIN", "1\ta\n"),
            new Step.Script("SELECT 1;\nSELECT 2;\n"),
            new Step.Pipeline(List.of(List.of("SELECT 1", "SELECT 2"), List.of("SELECT 3"))),
            new Step.Fetch("k", 2),
            new Step.Close("p"),
            new Step.Await(),
            new Step.Disconnect());

    assertThat(writtenAndRead(actions)).isEqualTo(actions);
  }

  @Test
  void shouldKeepValuesOfEveryNumber() {
    List<Step.Action> actions = new ArrayList<>();
    for (List<String> values :
        List.of(List.<String>of(), List.of(""), List.of("", "x"), Arrays.asList(null, "1"))) {
      actions.add(new Step.Bound("SELECT 1", values));
      actions.add(new Step.Prepare("p", "SELECT 1"));
      actions.add(new Step.Execute("p", values));
      actions.add(new Step.Open("k", "p", values));
    }

    assertThat(writtenAndRead(actions)).isEqualTo(actions);
  }
}
