package io.pgveneer.wire;

/// Messages of ours sent together, whose answers the client does not see.
class Hidden extends Exchange {
  private int messages;

  Hidden(int messages) {
    super(Kind.HIDDEN);
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
