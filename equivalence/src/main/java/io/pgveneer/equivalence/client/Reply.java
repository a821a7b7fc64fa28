package io.pgveneer.equivalence.client;

import java.util.List;
import java.util.Map;

/// What a server said, in the order it said it.
public sealed interface Reply {

  /// RowDescription.
  record Columns(List<Column> columns) implements Reply {}

  /// DataRow.
  record Row(List<String> cells) implements Reply {}

  /// CommandComplete.
  record Tag(String text) implements Reply {}

  /// ErrorResponse, by field type.
  record Failure(Map<Character, String> fields) implements Reply {}

  /// NoticeResponse, by field type.
  record Notice(Map<Character, String> fields) implements Reply {}

  /// ParameterStatus.
  record Setting(String name, String value) implements Reply {}

  /// NotificationResponse; the sender's process is left out.
  record Notification(String channel, String payload) implements Reply {}

  /// ParameterDescription.
  record Parameters(List<Integer> types) implements Reply {}

  /// CopyInResponse, CopyOutResponse or CopyBothResponse.
  record CopyStart(char message, int format, List<Integer> columnFormats) implements Reply {}

  /// CopyData.
  record CopyData(String data) implements Reply {}

  /// ReadyForQuery.
  record Ready(char status) implements Reply {}

  /// A message without content: ParseComplete, BindComplete, CloseComplete, NoData,
  /// EmptyQueryResponse, PortalSuspended, CopyDone.
  record Mark(String name) implements Reply {}

  /// The connection is gone.
  record Closed() implements Reply {}

  /// Nothing for longer than a statement may take.
  record Silence() implements Reply {}
}
