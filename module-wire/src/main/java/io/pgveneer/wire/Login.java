package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import io.pgveneer.api.TransactionStatus;
import io.pgveneer.spi.SessionPlanner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Relays the authentication between a client and the fresh database, up to the first
/// ReadyForQuery.
final class Login {
  private static final Logger LOG = LoggerFactory.getLogger(Login.class);
  private static final int MAX_TOKEN = 65535;

  /// The SQLSTATE of a host rule that refuses.
  private static final String NOT_ALLOWED = "28000";

  private static final String WRONG_PASSWORD = "28P01";

  private final Door door;
  private final Channel client;
  private final byte[] packet;
  private final Map<String, String> startup;
  private final Map<String, String> reported = new LinkedHashMap<>();
  private final Runnable authenticated;
  private final FrameReader clientReader;
  private FromBackend attempt;
  private @Nullable Link link;
  private @Nullable SaslRelay sasl;
  private boolean asked;
  private boolean hasTurn = true;

  /// The error that the first of two attempts ended with.
  private byte @Nullable [] refusal;

  private Login(
      Door door,
      Channel client,
      byte[] packet,
      Map<String, String> startup,
      Runnable authenticated) {
    this.door = door;
    this.client = client;
    this.packet = packet;
    this.startup = startup;
    this.authenticated = authenticated;
    this.clientReader = new FrameReader(door.metrics().client(), new FromClient());
    this.attempt = new FromBackend();
  }

  /// Connects to the fresh database and sends it the packet.
  ///
  /// @param context of the handler that has read the packet, which is removed
  /// @param packet the client's start-up packet
  static void start(
      Door door,
      ChannelHandlerContext context,
      byte[] packet,
      Map<String, String> startup,
      Runnable authenticated) {
    Login login = new Login(door, context.channel(), packet, startup, authenticated);
    door.turns().take(context.channel().eventLoop(), () -> login.dial(context));
  }

  private void dial(ChannelHandlerContext context) {
    if (!client.isActive()) {
      turnIsOver();
      return;
    }
    door.dialer()
        .dial(client.eventLoop(), this::reader)
        .addListener(
            (Future<Channel> dialled) -> {
              if (reached(dialled)) {
                context.pipeline().addLast(clientReader);
                context.pipeline().remove(context.handler());
                client.config().setAutoRead(true);
              } else {
                turnIsOver();
              }
            });
  }

  /// The database has answered, or never will.
  private void turnIsOver() {
    if (hasTurn) {
      hasTurn = false;
      door.turns().giveBack();
    }
  }

  private ChannelHandler reader() {
    attempt = new FromBackend();
    return attempt.reader;
  }

  private boolean reached(Future<Channel> dialled) {
    if (!dialled.isSuccess()) {
      unreached(dialled.cause());
      return false;
    }
    Channel backend = dialled.getNow();
    if (!client.isActive()) {
      var _ = backend.close();
      return false;
    }
    Link made = new Link(door, client, backend, clientReader, attempt.reader);
    link = made;
    attempt.link = made;
    sasl = new SaslRelay(backend, startup.getOrDefault("user", ""), door.settings().secrets());
    door.entered(made);
    var _ = backend.writeAndFlush(Unpooled.wrappedBuffer(packet), backend.voidPromise());
    return true;
  }

  private void unreached(Throwable cause) {
    LOG.warn("the fresh database cannot be reached: {}", cause.toString());
    byte[] first = refusal;
    if (first == null) {
      Farewell.close(client, "08006", "the fresh database cannot be reached");
    } else {
      end(first);
    }
  }

  private void end(byte[] error) {
    var _ = client.write(Unpooled.wrappedBuffer(error), client.voidPromise());
    Farewell.close(client);
  }

  /// The database may let in who comes with encryption, or without.
  private void again(byte[] error) {
    refusal = error;
    link().leave();
    door.dialer()
        .dialAgain(client.eventLoop(), this::reader)
        .addListener((Future<Channel> dialled) -> reached(dialled));
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
      if (length < 4) {
        throw new ProtocolViolation("invalid message length");
      }
      if (type != 'p' || length > MAX_TOKEN) {
        // The database says what it has against it.
        asked = false;
        return Disposition.STREAM;
      }
      return Disposition.WHOLE;
    }

    @Override
    public boolean frame(byte type, ByteBuf buffer, int index, int size) {
      SaslRelay relay = sasl;
      if (relay != null && !relay.isReady(buffer, index, size, this::resume)) {
        return false;
      }
      asked = false;
      if (relay == null) {
        link().toBackend.pass(buffer, index, size);
      } else {
        link().toBackend.write(relay.response(buffer, index, size));
      }
      return true;
    }

    private void resume() {
      link().resumeClient();
      link().flush();
    }

    @Override
    public void stretch(ByteBuf buffer, int index, int size) {
      link().toBackend.pass(buffer, index, size);
    }

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
    final FrameReader reader = new FrameReader(door.metrics().database(), this);
    @Nullable Link link;
    private boolean heard;

    private Link own() {
      return Objects.requireNonNull(link);
    }

    @Override
    public Disposition begin(byte type, int length) throws ProtocolViolation {
      turnIsOver();
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
        case 'E' -> {
          if (dialsAgain(buffer, index, size) || isDelayed(buffer, index, size)) {
            return true;
          }
          own().backendFailed();
        }
        default -> {}
      }
      if (type != 'R') {
        own().toClient.pass(buffer, index, size);
      }
      return true;
    }

    /// A failed log-in is told later.
    private boolean isDelayed(ByteBuf buffer, int index, int size) {
      String sqlState = sqlState(buffer, index, size);
      if (!heard || !(WRONG_PASSWORD.equals(sqlState) || NOT_ALLOWED.equals(sqlState))) {
        return false;
      }
      Duration delay = door.delays().failed(Admission.address(client));
      if (delay.isZero()) {
        return false;
      }
      byte[] error = ByteBufUtil.getBytes(buffer, index, size);
      own().leave();
      var _ =
          client.eventLoop().schedule(() -> end(error), delay.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    }

    private static @Nullable String sqlState(ByteBuf buffer, int index, int size) {
      return Fields.decode(buffer, index, size, StandardCharsets.UTF_8).get(Fields.SQL_STATE);
    }

    private boolean dialsAgain(ByteBuf buffer, int index, int size) {
      boolean may =
          !heard
              && refusal == null
              && NOT_ALLOWED.equals(sqlState(buffer, index, size))
              && door.dialer().mayDialAgain(own().backend);
      if (may) {
        again(ByteBufUtil.getBytes(buffer, index, size));
      }
      return may;
    }

    private void authentication(ByteBuf buffer, int index, int size) {
      heard = true;
      int kind = Authentication.kind(buffer, index);
      asked = Authentication.asks(kind);
      SaslRelay relay = sasl;
      if (relay != null && Authentication.isSasl(kind)) {
        own().toClient.write(relay.request(kind, buffer, index, size));
      } else {
        own().toClient.pass(buffer, index, size);
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
      own().key(bytes);
    }

    @Override
    public void stretch(ByteBuf buffer, int index, int size) {}

    @Override
    public void readComplete() {
      Link own = link;
      if (own != null) {
        own.resumeClient();
        own.flush();
      }
    }

    @Override
    public void violated(ProtocolViolation violation) {
      own().fatal(violation.sqlState(), violation.text());
    }

    @Override
    public void gone() {
      turnIsOver();
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
