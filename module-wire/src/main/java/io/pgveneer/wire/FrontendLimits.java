package io.pgveneer.wire;

/// Which messages a client may send after its login, and how long they may be.
///
/// Source: PostgreSQL's `SocketBackend`: messages with texts or data have the large limit, others
/// 10,000 bytes.
final class FrontendLimits {
  private static final int SMALL = 10_000;

  private FrontendLimits() {}

  /// Errors: ProtocolViolation (08P01) for a type or length that PostgreSQL would not take.
  static void check(byte type, int length, int large) throws ProtocolViolation {
    int limit =
        switch (type) {
          case 'Q', 'P', 'B', 'F', 'd' -> large;
          case 'D', 'E', 'C', 'S', 'H', 'X', 'c', 'f' -> SMALL;
          default -> throw new ProtocolViolation("invalid frontend message type " + (type & 0xff));
        };
    if (length < 4 || length > limit) {
      throw new ProtocolViolation("invalid message length");
    }
  }
}
