package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Map;

/// A message to the backend, or some of ours sent together, whose answer is still to come.
class Exchange {
  /// What was sent.
  enum Kind {
    PARSE,
    BIND,
    DESCRIBE,
    EXECUTE,
    CLOSE,
    SYNC,
    QUERY,
    FUNCTION,
    /// A Flush that is malformed: an error answers it.
    FLUSH,
    /// Messages of ours, unseen by the client.
    HIDDEN
  }

  final Kind kind;

  Exchange(Kind kind) {
    this.kind = kind;
  }

  /// Whose answer comes next.
  Source source() {
    return Source.NONE;
  }

  /// Whose error it is that comes next.
  ///
  /// @param position in the text sent, 0 for none
  Source errorSource(int position) {
    return source();
  }

  /// Whether the command's tag waits for steps behind it.
  boolean holdsCompletion() {
    return false;
  }

  /// The types of a statement's parameters, by OID.
  void parameterTypes(List<Integer> types) {}

  /// Whether [#columns] is to be called.
  boolean wantsColumns() {
    return false;
  }

  /// The columns of a statement's result.
  ///
  /// @param signature as [RowDescriptions#signature]
  void columns(String signature) {}

  /// Whether the client sees what comes next.
  boolean isShown() {
    return true;
  }

  /// Whether the client sees the ReadyForQuery that ends this one.
  boolean isReadyShown() {
    return true;
  }

  /// Whether the client sees NoData.
  boolean showsNoData() {
    return isShown();
  }

  /// Whether the client sees this one's error.
  ///
  /// @param fields of the ErrorResponse
  boolean showsError(Map<Character, String> fields) {
    return true;
  }

  /// What the client is told of this one's error, before positions are mapped.
  Map<Character, String> reworded(Map<Character, String> fields) {
    return fields;
  }

  /// Whether the client sees notices that come meanwhile.
  boolean showsNotices() {
    return !collects() && !source().step();
  }

  /// Whether rows are wanted by [#row].
  boolean collects() {
    return false;
  }

  /// A DataRow frame; the buffer stays the reader's.
  void row(ByteBuf buffer, int index, int size) {}

  /// One answer has come that ends a message: ParseComplete, BindComplete, RowDescription or
  /// NoData, CommandComplete, EmptyQueryResponse or PortalSuspended, CloseComplete.
  ///
  /// @return whether it was the last
  boolean answered() {
    return !endsWithReady();
  }

  /// What the next statement's plan may depend on.
  boolean isBarrier() {
    return kind == Kind.QUERY || kind == Kind.FUNCTION;
  }

  /// What may end the transaction, or take a part of it back.
  boolean mayEndTransaction() {
    return kind == Kind.SYNC;
  }

  /// What every further message has to wait for.
  boolean isBlocker() {
    return false;
  }

  /// The command has completed; called before [#answered].
  void completed(String tag) {}

  /// All answers have come.
  void finished() {}

  /// The backend answered with an error.
  void failed(String sqlState, String message) {
    skipped();
  }

  /// The backend never ran this, for an error before it.
  void skipped() {}

  boolean endsWithReady() {
    return kind == Kind.SYNC || kind == Kind.QUERY || kind == Kind.FUNCTION;
  }
}
