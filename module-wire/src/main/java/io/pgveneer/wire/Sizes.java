package io.pgveneer.wire;

/// How much memory a client may take, in bytes.
///
/// @param startupLength of a start-up packet, at most; PostgreSQL's is 10,000
/// @param messageLength of any other message of a client, at most; PostgreSQL's is 1 GiB - 2
/// @param buffer what waits for a slow reader, for each direction of a session, about
public record Sizes(int startupLength, int messageLength, int buffer) {
  public static final Sizes DEFAULT = new Sizes(10_000, 0x3fffffff - 1, 256 * 1024);
}
