package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries a CancelRequest to the fresh database, on a connection of its own.
final class Cancel {
  private static final Logger LOG = LoggerFactory.getLogger(Cancel.class);

  private Cancel() {}

  /// @param request the whole packet; taken over
  /// @return done when the database has closed the connection, so has seen the request
  static ChannelFuture send(Door door, EventLoop loop, ByteBuf request) {
    ChannelFuture connected =
        door.backend(loop).handler(new ChannelInboundHandlerAdapter()).connect();
    connected.addListener(
        outcome -> {
          if (outcome.isSuccess()) {
            connected
                .channel()
                .writeAndFlush(request)
                .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
          } else {
            request.release();
            LOG.warn("cancel request not delivered: {}", String.valueOf(outcome.cause()));
          }
        });
    return connected.channel().closeFuture();
  }
}
