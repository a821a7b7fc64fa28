package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries a CancelRequest to the fresh database, on a connection of its own.
final class Cancel {
  private static final Logger LOG = LoggerFactory.getLogger(Cancel.class);

  private Cancel() {}

  /// @param request the whole packet; taken over
  /// @return done when the database has closed the connection, so has seen the request, or cannot
  ///     be reached
  static Future<Void> send(Door door, EventLoop loop, ByteBuf request) {
    Promise<Void> seen = loop.newPromise();
    door.dialer()
        .dial(loop, ChannelInboundHandlerAdapter::new)
        .addListener(
            (Future<Channel> dialled) -> {
              if (dialled.isSuccess()) {
                Channel channel = dialled.getNow();
                channel.writeAndFlush(request).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
                channel.closeFuture().addListener(closed -> seen.setSuccess(null));
              } else {
                request.release();
                seen.setSuccess(null);
                LOG.warn("cancel request not delivered: {}", String.valueOf(dialled.cause()));
              }
            });
    return seen;
  }
}
