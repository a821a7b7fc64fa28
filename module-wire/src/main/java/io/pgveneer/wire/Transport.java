package io.pgveneer.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.Map;

/// The kind of sockets that this machine is best served with.
///
/// @param options of each connection
record Transport(
    String name,
    IoHandlerFactory io,
    Class<? extends ServerChannel> listener,
    Class<? extends Channel> socket,
    Map<ChannelOption<?>, Object> options) {

  /// Small answers leave at once, and who has vanished without a word is found out.
  private static final Map<ChannelOption<?>, Object> COMMON =
      Map.of(ChannelOption.TCP_NODELAY, true, ChannelOption.SO_KEEPALIVE, true);

  /// Two minutes after the last sign of life, not the two hours that are usual.
  private static final Map<ChannelOption<?>, Object> NATIVE =
      Map.of(
          ChannelOption.TCP_NODELAY,
          true,
          ChannelOption.SO_KEEPALIVE,
          true,
          EpollChannelOption.TCP_KEEPIDLE,
          60,
          EpollChannelOption.TCP_KEEPINTVL,
          10,
          EpollChannelOption.TCP_KEEPCNT,
          6);

  static Transport best() {
    return Epoll.isAvailable()
        ? new Transport(
            "epoll",
            EpollIoHandler.newFactory(),
            EpollServerSocketChannel.class,
            EpollSocketChannel.class,
            NATIVE)
        : new Transport(
            "nio",
            NioIoHandler.newFactory(),
            NioServerSocketChannel.class,
            NioSocketChannel.class,
            COMMON);
  }

  /// Sets the options, on a client's channel or a backend's.
  void configure(Channel channel) {
    channel.config().setOptions(options);
  }
}
