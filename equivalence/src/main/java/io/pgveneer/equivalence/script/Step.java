package io.pgveneer.equivalence.script;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One thing that one session of a case does.
///
/// @param line in the case's file
/// @param session its name
public record Step(int line, String session, Action action, Marks marks) {
  static final String SYNC = "--! sync";

  public Step with(Marks otherMarks) {
    return new Step(line, session, action, otherMarks);
  }

  /// What is sent.
  public sealed interface Action {}

  /// One statement, by the protocol that the run is made with.
  ///
  /// @param copyData sent when the server asks for it
  public record Statement(String sql, @Nullable String copyData) implements Action {}

  /// Several statements in one Query message.
  public record Script(String sql) implements Action {}

  /// Parse, Bind, Execute with parameters in text format.
  public record Bound(String sql, List<@Nullable String> parameters) implements Action {}

  /// Parse under a name.
  public record Prepare(String name, String sql) implements Action {}

  /// Bind and Execute of a name.
  public record Execute(String name, List<@Nullable String> parameters) implements Action {}

  /// Bind of a name to a named portal.
  public record Open(String portal, String name, List<@Nullable String> parameters)
      implements Action {}

  /// Execute of a named portal for some rows; 0 for all.
  public record Fetch(String portal, int rows) implements Action {}

  /// Close of a prepared statement.
  public record Close(String name) implements Action {}

  /// Statements by the extended protocol, sent without waiting.
  ///
  /// @param batches each with a Sync at its end
  public record Pipeline(List<List<String>> batches) implements Action {
    /// The text of all of them, as a case has it.
    public String text() {
      return batches.stream()
          .map(batch -> String.join(";\n", batch) + ";\n")
          .collect(Collectors.joining(SYNC + "\n"));
    }
  }

  /// Waits until what the session has been blocked in is done.
  public record Await() implements Action {}

  /// Ends the session; its next step connects again.
  public record Disconnect() implements Action {}
}
