package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Promise;
import io.pgveneer.wire.tls.DatabaseTls;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/// Asks the fresh database for TLS, and leaves its channel once that is settled.
///
/// Shape: int32 8, int32 code; answered by one byte, `S` or `N`.
final class TlsRequest extends ChannelInboundHandlerAdapter {
  private static final int SIZE = 8;

  private final DatabaseTls tls;
  private final FreshServer server;
  private final Promise<Channel> settled;

  /// @param settled told the channel, encrypted or not, or an SSLException
  TlsRequest(DatabaseTls tls, FreshServer server, Promise<Channel> settled) {
    this.tls = tls;
    this.server = server;
    this.settled = settled;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    ByteBuf request = context.alloc().buffer(SIZE).writeInt(SIZE).writeInt(Encryption.SSL);
    var _ = context.writeAndFlush(request);
    var timeout =
        context
            .executor()
            .schedule(
                () -> fail(context, new SSLException("no answer to the request for TLS")),
                server.connectTimeout().toMillis(),
                TimeUnit.MILLISECONDS);
    settled.addListener(done -> timeout.cancel(false));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    byte answer = bytes.readByte();
    boolean more = bytes.isReadable();
    bytes.release();
    if (more) {
      fail(context, new SSLException("received unencrypted data after SSL response"));
    } else if (answer == 'S') {
      encrypt(context);
    } else if (answer != 'N') {
      fail(context, new SSLException("the server does not answer the request for TLS"));
    } else if (tls.mode().allowsPlain()) {
      context.pipeline().remove(this);
      settled.trySuccess(context.channel());
    } else {
      fail(context, new SSLException("server does not support SSL, but SSL was required"));
    }
  }

  private void encrypt(ChannelHandlerContext context) {
    Channel channel = context.channel();
    SslHandler handler =
        tls.handler(channel.alloc(), server.host(), server.port(), server.connectTimeout());
    handler
        .handshakeFuture()
        .addListener(
            done -> {
              if (done.isSuccess()) {
                settled.trySuccess(channel);
              } else {
                settled.tryFailure(new SSLException(done.cause()));
                var _ = channel.close();
              }
            });
    context.pipeline().replace(this, null, handler);
  }

  private void fail(ChannelHandlerContext context, SSLException cause) {
    if (settled.tryFailure(cause)) {
      var _ = context.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail(context, new SSLException("the server closed the connection"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(context, new SSLException(cause));
  }
}
