package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.pgveneer.api.TransactionStatus;
import io.pgveneer.spi.SessionPlanner;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Relays the authentication between a client and the fresh database, up to the first
/// ReadyForQuery.
final class Login {
  private static final Logger LOG = LoggerFactory.getLogger(Login.class);
  private static final int MAX_TOKEN = 65535;

  private final Door door;
  private final Channel client;
  private final Map<String, String> startup;
  private final Map<String, String> reported = new LinkedHashMap<>();
  private final Runnable authenticated;
  private final FrameReader clientReader = new FrameReader(new FromClient());
  private final FrameReader backendReader = new FrameReader(new FromBackend());
  private @Nullable Link link;
  private boolean asked;

  private Login(Door door, Channel client, Map<String, String> startup, Runnable authenticated) {
    this.door = door;
    this.client = client;
    this.startup = startup;
    this.authenticated = authenticated;
  }

  /// Connects to the fresh database and sends it the packet.
  ///
  /// @param packet the client's start-up packet; taken over
  static void start(
      Door door,
      ChannelHandlerContext context,
      ByteBuf packet,
      Map<String, String> startup,
      Runnable authenticated) {
    Channel client = context.channel();
    Login login = new Login(door, client, startup, authenticated);
    client.config().setAutoRead(false);
    var connecting = door.backend(client.eventLoop()).handler(login.backendReader).connect();
    connecting.addListener(
        outcome -> {
          if (!outcome.isSuccess()) {
            packet.release();
            LOG.warn("the fresh database cannot be reached: {}", outcome.cause().toString());
            Farewell.close(client, "08006", "the fresh database cannot be reached");
          } else if (!client.isActive()) {
            packet.release();
            var _ = connecting.channel().close();
          } else {
            login.connected(context, connecting.channel(), packet);
          }
        });
  }

  private void connected(ChannelHandlerContext context, Channel backend, ByteBuf packet) {
    Link made = new Link(door, client, backend, clientReader, backendReader);
    link = made;
    door.entered(made);
    var _ = backend.writeAndFlush(packet, backend.voidPromise());
    client.pipeline().addLast(clientReader);
    client.pipeline().remove(context.handler());
    client.config().setAutoRead(true);
  }

  private Link link() {
    Link made = link;
    if (made == null) {
      throw new IllegalStateException("not connected");
    }
    return made;
  }

  private void open() {
    String encoding = reported.getOrDefault("client_encoding", "UTF8");
    SessionPlanner planner;
    try {
      int version = ServerVersion.number(reported.getOrDefault("server_version", ""));
      planner = door.settings().planners().open(Map.copyOf(startup), version);
    } catch (RuntimeException failure) {
      LOG.error("a session could not be planned for", failure);
      link().fatal("XX000", "pgveneer could not open a session");
      return;
    }
    reported.forEach(planner::parameter);
    planner.ready(TransactionStatus.IDLE);
    authenticated.run();
    link().open(new Session(link(), planner, Texts.charset(encoding)));
  }

  private final class FromClient implements FrameSink {
    @Override
    public Disposition begin(byte type, int length) throws ProtocolViolation {
      if (!asked) {
        return Disposition.WAIT;
      }
      if (type != 'p') {
        throw new ProtocolViolation(
            "expected password response, got message type " + (type & 0xff));
      }
      if (length < 4 || length > MAX_TOKEN) {
        throw new ProtocolViolation("invalid message length");
      }
      return Disposition.WHOLE;
    }

    @Override
    public boolean frame(byte type, ByteBuf buffer, int index, int size) {
      asked = false;
      link().toBackend.pass(buffer, index, size);
      return true;
    }

    @Override
    public void stretch(ByteBuf buffer, int index, int size) {}

    @Override
    public void readComplete() {
      link().flush();
    }

    @Override
    public void violated(ProtocolViolation violation) {
      link().fatal(violation.sqlState(), violation.text());
    }

    @Override
    public void gone() {
      link().clientGone(false);
    }

    @Override
    public void writabilityChanged() {
      link().balance();
    }
  }

  private final class FromBackend implements FrameSink {
    @Override
    public Disposition begin(byte type, int length) throws ProtocolViolation {
      if (length < 4) {
        throw new ProtocolViolation("08006", "the fresh database does not speak the protocol");
      }
      return Disposition.WHOLE;
    }

    @Override
    public boolean frame(byte type, ByteBuf buffer, int index, int size) {
      switch (type) {
        case 'R' -> authentication(buffer, index, size);
        case 'S' -> parameter(buffer, index, size);
        case 'K' -> key(buffer, index, size);
        case 'Z' -> open();
        case 'E' -> link().backendFailed();
        default -> {}
      }
      if (type != 'R') {
        link().toClient.pass(buffer, index, size);
      }
      return true;
    }

    private void authentication(ByteBuf buffer, int index, int size) {
      int kind = Authentication.kind(buffer, index);
      asked = Authentication.asks(kind);
      if (kind == Authentication.SASL) {
        link()
            .toClient
            .write(Authentication.withoutChannelBinding(client.alloc(), buffer, index, size));
      } else {
        link().toClient.pass(buffer, index, size);
      }
    }

    private void parameter(ByteBuf buffer, int index, int size) {
      String body = buffer.toString(index + 5, size - 5, StandardCharsets.UTF_8);
      String[] parts = body.split("\0", -1);
      if (parts.length > 1) {
        reported.put(parts[0], parts[1]);
      }
    }

    private void key(ByteBuf buffer, int index, int size) {
      byte[] bytes = new byte[size - 5];
      buffer.getBytes(index + 5, bytes);
      link().key(bytes);
    }

    @Override
    public void stretch(ByteBuf buffer, int index, int size) {}

    @Override
    public void readComplete() {
      link().resumeClient();
      link().flush();
    }

    @Override
    public void violated(ProtocolViolation violation) {
      link().fatal(violation.sqlState(), violation.text());
    }

    @Override
    public void gone() {
      Link made = link;
      if (made != null) {
        made.backendGone();
      }
    }

    @Override
    public void writabilityChanged() {
      Link made = link;
      if (made != null) {
        made.balance();
      }
    }
  }
}
