package io.pgveneer.equivalence.script;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes a case as the text that [CaseReader] reads.
public final class CaseWriter {
  private final StringBuilder out = new StringBuilder();
  private String session = "a";

  private CaseWriter() {}

  /// @param remark lines put at the top as comments
  public static String write(Case subject, String remark) {
    CaseWriter writer = new CaseWriter();
    remark.lines().forEach(line -> writer.line("-- " + line));
    writer.line(subject.setup().strip());
    writer.line("--! test");
    subject.steps().forEach(writer::step);
    return writer.out.toString();
  }

  private void step(Step step) {
    if (!step.session().equals(session)) {
      session = step.session();
      line("--! session " + session);
    }
    if (step.marks().unordered()) {
      line("--! unordered");
    }
    if (step.marks().anyRow()) {
      line("--! any-row");
    }
    if (step.marks().blocks()) {
      line("--! blocks");
    }
    action(step.action());
  }

  private void action(Step.Action action) {
    switch (action) {
      case Step.Statement(String sql, String data) -> {
        line(sql + ";");
        if (data != null) {
          out.append(data);
          line("\\.");
        }
      }
      case Step.Script(String sql) -> line("--! script\n" + sql.strip() + "\n--! end");
      case Step.Bound(String sql, List<@Nullable String> values) ->
          line(("--! params " + values(values)).strip() + "\n" + sql + ";");
      case Step.Prepare(String name, String sql) -> line("--! prepare " + name + "\n" + sql + ";");
      case Step.Execute(String name, List<@Nullable String> values) ->
          line(("--! execute " + name + " " + values(values)).strip());
      case Step.Open(String portal, String name, List<@Nullable String> values) ->
          line(("--! open " + portal + " " + name + " " + values(values)).strip());
      case Step.Fetch(String portal, int rows) -> line("--! fetch " + portal + " " + rows);
      case Step.Close(String name) -> line("--! close " + name);
      case Step.Pipeline pipeline -> line("--! pipeline\n" + pipeline.text() + "--! end");
      case Step.Await() -> line("--! await");
      case Step.Disconnect() -> line("--! disconnect");
    }
  }

  private static String values(List<@Nullable String> values) {
    return values.stream()
        .map(value -> value == null ? "null" : value.isEmpty() ? "''" : value)
        .collect(Collectors.joining(" | "));
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
