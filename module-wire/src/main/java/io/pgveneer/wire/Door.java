package io.pgveneer.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What all sessions share.
final class Door {
  private final WireSettings settings;
  private final Class<? extends Channel> channelType;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private volatile Runnable emptied = () -> {};

  Door(WireSettings settings, Class<? extends Channel> channelType) {
    this.settings = settings;
    this.channelType = channelType;
  }

  WireSettings settings() {
    return settings;
  }

  /// Connects to the fresh database on the client's own event loop.
  Bootstrap backend(EventLoop loop) {
    return new Bootstrap()
        .group(loop)
        .channel(channelType)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.SO_KEEPALIVE, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) settings.connectTimeout().toMillis())
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark(settings))
        .remoteAddress(settings.backendHost(), settings.backendPort());
  }

  static WriteBufferWaterMark waterMark(WireSettings settings) {
    return new WriteBufferWaterMark(settings.bufferLimit() / 2, settings.bufferLimit());
  }

  void entered(Link link) {
    links.add(link);
  }

  void left(Link link) {
    links.remove(link);
    if (links.isEmpty()) {
      emptied.run();
    }
  }

  /// Runs once no session is left, now or later; may run more than once.
  void whenEmpty(Runnable action) {
    emptied = action;
    if (links.isEmpty()) {
      action.run();
    }
  }

  Set<Link> links() {
    return links;
  }
}
