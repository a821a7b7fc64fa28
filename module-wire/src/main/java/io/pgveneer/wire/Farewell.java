package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.Charset;
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
    close(channel, Fields.fatal(sqlState, message), StandardCharsets.UTF_8);
  }

  static void close(Channel channel, Map<Character, String> fields, Charset charset) {
    ByteBuf error = Fields.encode(channel.alloc(), (byte) 'E', fields, charset);
    var _ = channel.write(error, channel.voidPromise());
    close(channel);
  }

  /// Under TLS what is sent ends with an alert of its own, or it may have been cut.
  private static ChannelFuture lastWrite(Channel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    ChannelFuture written = channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
    return tls == null ? written : tls.closeOutbound();
  }

  /// Closes once all that was written is sent and the client has read it, or soon.
  static void close(Channel channel) {
    if (!channel.isActive()) {
      var _ = channel.close();
      return;
    }
    lastWrite(channel)
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
