package io.pgveneer.wire;

/// Messages of ours sent together, whose answers the client does not see.
class Hidden extends Exchange {
  private int messages;

  Hidden(int messages) {
    this(Kind.HIDDEN, messages);
  }

  /// @param kind CLOSE where they run nothing
  Hidden(Kind kind, int messages) {
    super(kind);
    this.messages = messages;
  }

  @Override
  boolean isShown() {
    return false;
  }

  @Override
  boolean answered() {
    return --messages == 0;
  }
}
