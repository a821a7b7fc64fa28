package io.pgveneer.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.pgveneer.wire.tls.DatabaseTls;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/// Connects to the fresh database, encrypted as its `sslmode` asks for.
final class Dialer {
  private final WireSettings settings;
  private final Transport transport;
  private final DatabaseTls tls;

  /// Errors: PgveneerException (user) where the files of TLS are no good.
  Dialer(WireSettings settings, Transport transport) {
    this.settings = settings;
    this.transport = transport;
    this.tls = DatabaseTls.of(settings.fresh().tls());
  }

  /// Connects; where the server fails at encryption that it need not have, once more without.
  ///
  /// @param readers gives each attempt a handler for what the server sends from then on
  Future<Channel> dial(EventLoop loop, Supplier<ChannelHandler> readers) {
    Promise<Channel> dialled = loop.newPromise();
    dial(loop, tls.mode().beginsEncrypted(), readers)
        .addListener(
            (Future<Channel> first) -> {
              if (first.isSuccess()) {
                dialled.setSuccess(first.getNow());
              } else if (first.cause() instanceof SSLException && tls.mode().hasSecondAttempt()) {
                hand(dial(loop, false, readers), dialled);
              } else {
                dialled.setFailure(first.cause());
              }
            });
    return dialled;
  }

  /// Connects the other way round, after the server has refused to let somebody in who came this
  /// way.
  Future<Channel> dialAgain(EventLoop loop, Supplier<ChannelHandler> readers) {
    return dial(loop, !tls.mode().beginsEncrypted(), readers);
  }

  /// Whether a server that refuses on this channel may let in who comes the other way round.
  boolean mayDialAgain(Channel refused) {
    boolean encrypted = refused.pipeline().get(SslHandler.class) != null;
    return tls.mode().hasSecondAttempt() && encrypted == tls.mode().beginsEncrypted();
  }

  private Future<Channel> dial(
      EventLoop loop, boolean encrypted, Supplier<ChannelHandler> readers) {
    Promise<Channel> dialled = loop.newPromise();
    bootstrap(loop)
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                transport.configure(channel);
                if (encrypted) {
                  channel.pipeline().addLast(new TlsRequest(tls, settings.fresh(), dialled));
                }
                channel.pipeline().addLast(readers.get());
              }
            })
        .connect()
        .addListener(
            (Future<Void> connected) -> {
              if (!connected.isSuccess()) {
                dialled.tryFailure(connected.cause());
              } else if (!encrypted) {
                dialled.trySuccess(((ChannelFuture) connected).channel());
              }
            });
    return dialled;
  }

  private static void hand(Future<Channel> from, Promise<Channel> to) {
    from.addListener(
        (Future<Channel> done) -> {
          if (done.isSuccess()) {
            to.setSuccess(done.getNow());
          } else {
            to.setFailure(done.cause());
          }
        });
  }

  private Bootstrap bootstrap(EventLoop loop) {
    FreshServer fresh = settings.fresh();
    return new Bootstrap()
        .group(loop)
        .channel(transport.socket())
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) fresh.connectTimeout().toMillis())
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, Door.waterMark(settings))
        .remoteAddress(fresh.host(), fresh.port());
  }
}
