package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;

/// Takes the frames of one direction of a session.
interface FrameSink {
  /// What becomes of a frame.
  enum Disposition {
    /// Handed over whole to [#frame].
    WHOLE,
    /// Handed over piece by piece to [#stretch], as it arrives.
    STREAM,
    /// Thrown away as it arrives.
    DISCARD,
    /// Not yet: asked again after [FrameReader#resume].
    WAIT
  }

  /// Decides about a frame by its head; may be asked more than once.
  ///
  /// @param length as the frame says, itself included, the type not
  /// Errors: ProtocolViolation where no such frame is legal.
  Disposition begin(byte type, int length) throws ProtocolViolation;

  /// A whole frame, from its type on. The buffer stays the reader's.
  ///
  /// @return false where it cannot be taken yet: it is offered again after [FrameReader#resume]
  boolean frame(byte type, ByteBuf buffer, int index, int size) throws ProtocolViolation;

  /// A part of a frame that is streamed. The buffer stays the reader's.
  void stretch(ByteBuf buffer, int index, int size);

  /// All that has been read so far is handed over, or waits.
  void readComplete();

  /// The peer sent what is no protocol.
  void violated(ProtocolViolation violation);

  /// The peer has gone.
  void gone();

  /// The peer has begun or ceased to read what it is sent.
  void writabilityChanged();
}
