package io.pgveneer.wire;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.pgveneer.api.PgveneerException;
import io.pgveneer.api.SqlError;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The front door: accepts PostgreSQL clients, and gives each a backend connection to the fresh
/// database.
public final class WireServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WireServer.class);
  private static final int BACKLOG = 4096;

  private final Door door;
  private final EventLoopGroup group;
  private final Channel listener;

  private WireServer(Door door, EventLoopGroup group, Channel listener) {
    this.door = door;
    this.group = group;
    this.listener = listener;
  }

  /// Listens; returns when clients can connect.
  ///
  /// Errors: PgveneerException (environment) where the address cannot be bound.
  public static WireServer start(WireSettings settings) {
    Transport transport = Transport.best();
    Door door = new Door(settings, transport);
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(settings.eventLoops(), transport.io());
    var bound =
        new ServerBootstrap()
            .group(group)
            .channel(transport.listener())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Door.waterMark(settings))
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel client) {
                    transport.configure(client);
                    Startup.await(door, client);
                  }
                })
            .bind(settings.listen())
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      var _ = group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      throw new PgveneerException(
          PgveneerException.Category.ENVIRONMENT,
          new SqlError("08000", "cannot listen on " + settings.listen(), null, null, 0),
          bound.cause());
    }
    settings.metrics().registry().gauge("clients.present", () -> () -> door.links().size());
    LOG.info("listening on {} ({})", bound.channel().localAddress(), transport.name());
    return new WireServer(door, group, bound.channel());
  }

  /// The address that clients connect to.
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  /// How many clients are logged in or logging in.
  public int sessions() {
    return door.links().size();
  }

  /// Stops accepting, lets statements that are running finish, then ends all sessions.
  ///
  /// @param grace how long running statements may take
  public void close(Duration grace) {
    listener.close().awaitUninterruptibly();
    for (Link link : door.links()) {
      link.client.eventLoop().execute(link::drain);
    }
    awaitSessions(grace);
    for (Link link : door.links()) {
      link.client.eventLoop().execute(link::stop);
    }
    awaitSessions(Duration.ofSeconds(1));
    var _ =
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
  }

  private void awaitSessions(Duration limit) {
    CountDownLatch empty = new CountDownLatch(1);
    door.whenEmpty(empty::countDown);
    try {
      if (!empty.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.info("{} sessions are still open", sessions());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    close(Duration.ZERO);
  }
}
