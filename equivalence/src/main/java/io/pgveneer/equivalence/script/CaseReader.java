package io.pgveneer.equivalence.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads a case's text. Its form is told in `docs/testing.md`.
public final class CaseReader {
  private static final String DIRECTIVE = "--!";

  private final String name;
  private final List<String> lines;
  private final UnaryOperator<String> fixtures;
  private final StringBuilder setup = new StringBuilder();
  private final List<Step> steps = new ArrayList<>();
  private final StringBuilder pending = new StringBuilder();
  private String session = "a";
  private Marks marks = Marks.NONE;
  private @Nullable List<@Nullable String> parameters;
  private @Nullable String prepare;
  private boolean test;
  private int oldest;
  private int newest = Integer.MAX_VALUE;
  private int at;

  private CaseReader(String name, String text, UnaryOperator<String> fixtures) {
    this.name = name;
    this.lines = text.lines().toList();
    this.fixtures = fixtures;
  }

  /// @param fixtures gives the set-up SQL of a fixture's name
  ///
  ///   Errors: IllegalArgumentException naming the line.
  public static Case read(String name, String text, UnaryOperator<String> fixtures) {
    return new CaseReader(name, text, fixtures).read();
  }

  private Case read() {
    while (at < lines.size()) {
      String line = lines.get(at++);
      if (pending.isEmpty() && line.startsWith(DIRECTIVE)) {
        directive(line.substring(DIRECTIVE.length()).strip());
      } else if (!test) {
        setup.append(line).append('\n');
      } else {
        text(line);
      }
    }
    if (!pending.toString().isBlank()) {
      throw wrong("a statement without its semicolon");
    }
    return new Case(name, setup.toString(), List.copyOf(steps), oldest, newest);
  }

  private void text(String line) {
    if (pending.isEmpty() && (line.isBlank() || line.startsWith("--"))) {
      return;
    }
    pending.append(line).append('\n');
    if (Statements.isComplete(pending.toString())) {
      List<String> statements = Statements.split(pending.toString());
      pending.setLength(0);
      statements.forEach(this::statement);
    }
  }

  private void statement(String sql) {
    if (prepare != null) {
      add(new Step.Prepare(prepare, sql));
    } else if (parameters != null) {
      add(new Step.Bound(sql, parameters));
    } else {
      boolean copies = sql.toUpperCase(Locale.ROOT).matches("(?s)COPY\\b.*\\bFROM\\s+STDIN\\b.*");
      add(new Step.Statement(sql, copies ? block("\\.") : null));
    }
  }

  private void directive(String text) {
    String[] words = text.split("\\s+", 2);
    String rest = words.length > 1 ? words[1] : "";
    switch (words[0]) {
      case "since" -> oldest = Integer.parseInt(rest);
      case "until" -> newest = Integer.parseInt(rest);
      case "fixture" -> setup.append(fixtures.apply(rest)).append('\n');
      case "test" -> test = true;
      case "session" -> session = rest;
      case "unordered" -> marks = marks.withUnordered();
      case "any-row" -> marks = marks.withAnyRow();
      case "blocks" -> marks = marks.withBlocks();
      case "known" -> marks = marks.withKnown(rest);
      case "refused" -> marks = refused(rest.split("\\s+", -1));
      case "params" -> parameters = values(rest);
      case "prepare" -> prepare = rest;
      default -> action(words[0], rest);
    }
  }

  private void action(String word, String rest) {
    String[] words = rest.split("\\s+", 3);
    switch (word) {
      case "script" -> add(new Step.Script(block("--! end")));
      case "whole" -> add(new Step.Statement(block("--! end").strip(), null));
      case "pipeline" -> add(new Step.Pipeline(batches(block("--! end"))));
      case "execute" -> {
        String[] call = rest.split("\\s+", 2);
        add(new Step.Execute(call[0], call.length > 1 ? values(call[1]) : List.of()));
      }
      case "open" ->
          add(new Step.Open(words[0], words[1], words.length > 2 ? values(words[2]) : List.of()));
      case "fetch" -> add(new Step.Fetch(words[0], Integer.parseInt(words[1])));
      case "close" -> add(new Step.Close(rest));
      case "await" -> add(new Step.Await());
      case "disconnect" -> add(new Step.Disconnect());
      default -> throw wrong("unknown directive " + word);
    }
  }

  private void add(Step.Action action) {
    steps.add(new Step(at, session, action, marks));
    marks = Marks.NONE;
    parameters = null;
    prepare = null;
  }

  private Marks refused(String[] words) {
    if (words.length != 2) {
      throw wrong("--! refused SQLSTATE known-difference");
    }
    return marks.withRefused(words[0], words[1]);
  }

  private String block(String end) {
    StringBuilder block = new StringBuilder();
    while (at < lines.size() && !lines.get(at).strip().equals(end)) {
      block.append(lines.get(at++)).append('\n');
    }
    if (at++ == lines.size()) {
      throw wrong(end + " is missing");
    }
    return block.toString();
  }

  private static List<List<String>> batches(String block) {
    return Arrays.stream(block.split(Step.SYNC)).map(Statements::split).toList();
  }

  /// None where the text is blank; a single value that is empty is written as the others, `''`.
  private static List<@Nullable String> values(String text) {
    if (text.isBlank()) {
      return List.of();
    }
    Stream<@Nullable String> values =
        Arrays.stream(text.split("\\|", -1)).map(String::strip).map(CaseReader::value);
    return values.toList();
  }

  private static @Nullable String value(String text) {
    return switch (text) {
      case "null" -> null;
      case "''" -> "";
      default -> text;
    };
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(name + ".sql:" + at + ": " + what);
  }
}
