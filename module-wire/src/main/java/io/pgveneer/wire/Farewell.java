package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Closes a client's channel so that the last error arrives: a close with bytes unread would reset
/// the connection and take the error with it.
final class Farewell {
  private static final int LINGER_SECONDS = 2;

  private Farewell() {}

  /// Sends a FATAL, then closes.
  static void close(Channel channel, String sqlState, String message) {
    Map<Character, String> fields = Fields.fatal(sqlState, message);
    ByteBuf error = Fields.encode(channel.alloc(), (byte) 'E', fields, StandardCharsets.UTF_8);
    var _ = channel.write(error, channel.voidPromise());
    close(channel);
  }

  /// Closes once all that was written is sent and the client has read it, or soon.
  static void close(Channel channel) {
    if (!channel.isActive()) {
      var _ = channel.close();
      return;
    }
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            sent -> {
              if (!sent.isSuccess() || !(channel instanceof DuplexChannel duplex)) {
                var _ = channel.close();
                return;
              }
              var _ = duplex.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
              channel.config().setAutoRead(true);
              var _ =
                  channel
                      .eventLoop()
                      .schedule(
                          () -> {
                            var _ = channel.close();
                          },
                          LINGER_SECONDS,
                          TimeUnit.SECONDS);
            });
  }
}
