package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.pgveneer.api.SqlError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What comes before the first tagged message, and behind requests for encryption: a cancel, or the
/// start-up packet.
///
/// Shape: int32 length including itself, int32 code, body.
/// Source: PostgreSQL's `ProcessStartupPacket`.
final class Startup extends ByteToMessageDecoder {
  private static final Logger LOG = LoggerFactory.getLogger(Startup.class);
  static final int CANCEL = 80877102;
  private static final int MOST_SAID = 100;

  /// What PostgreSQL's `parse_bool` takes for true, and `database`. What is no truth value is the
  /// database's to refuse.
  private static final Pattern REPLICATION =
      Pattern.compile("t|tr|tru|true|y|ye|yes|on|1|database", Pattern.CASE_INSENSITIVE);

  private final Door door;
  private final Runnable authenticated;
  /// What follows is the session's.
  private boolean done;

  /// What follows is thrown away.
  private boolean refused;

  Startup(Door door, Runnable authenticated) {
    this.door = door;
    this.authenticated = authenticated;
  }

  /// Puts this at a new client's channel, with the time it has to authenticate.
  static void await(Door door, Channel client) {
    var timeout =
        client
            .eventLoop()
            .schedule(
                () -> Farewell.close(client, "57014", "canceling authentication due to timeout"),
                door.settings().clients().authenticationTimeout().toMillis(),
                TimeUnit.MILLISECONDS);
    door.metrics().accepted();
    client.closeFuture().addListener(closed -> timeout.cancel(false));
    client.pipeline().addLast(new Encryption(door));
    client.pipeline().addLast(new Startup(door, () -> timeout.cancel(false)));
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (refused) {
      in.skipBytes(in.readableBytes());
    }
    if (done || in.readableBytes() < 4) {
      return;
    }
    int index = in.readerIndex();
    int length = in.getInt(index);
    if (length < 8 || length - 4 > door.settings().sizes().startupLength()) {
      done = true;
      refuse(context, "08P01", "invalid length of startup packet");
    } else if (in.readableBytes() >= length) {
      packet(context, in.getInt(index + 4), in.readRetainedSlice(length));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause.getCause() instanceof SSLException broken) {
      LOG.info(
          "could not accept SSL connection from {}: {}",
          context.channel().remoteAddress(),
          reason(broken));
    } else if (!(cause instanceof IOException)) {
      LOG.error("login failed", cause);
    }
    var _ = context.close();
  }

  /// What the innermost exception says: those around it often say that there was one. It may hold
  /// all that a client has sent, which is not to fill the log.
  static String reason(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String message = innermost.getMessage();
    String said = message == null ? innermost.getClass().getSimpleName() : message;
    return said.length() > MOST_SAID ? said.substring(0, MOST_SAID) + "…" : said;
  }

  private void packet(ChannelHandlerContext context, int code, ByteBuf packet) {
    done = true;
    if (code == Encryption.SSL || code == Encryption.GSS) {
      packet.release();
      refuse(
          context,
          "0A000",
          "unsupported frontend protocol 1234." + (code & 0xffff) + ": server supports 3.0 to 3.2");
    } else if (code == CANCEL) {
      var _ =
          Cancel.send(door, context.channel().eventLoop(), packet)
              .addListener(
                  closed -> {
                    var _ = context.close();
                  });
    } else {
      login(context, packet);
    }
  }

  private void refuse(ChannelHandlerContext context, String sqlState, String message) {
    refused = true;
    door.metrics().failed(sqlState);
    Farewell.close(context.channel(), sqlState, message);
  }

  private void login(ChannelHandlerContext context, ByteBuf packet) {
    Map<String, String> parameters = parameters(packet);
    byte[] bytes = ByteBufUtil.getBytes(packet);
    packet.release();
    if (REPLICATION.matcher(parameters.getOrDefault("replication", "")).matches()) {
      refuse(context, "0A000", "replication connections are not supported by pgveneer");
      return;
    }
    Channel client = context.channel();
    String user = parameters.getOrDefault("user", "");
    String database = parameters.getOrDefault("database", "");
    SqlError refusal = door.admission().refusal(client, user, database);
    if (refusal != null) {
      refuse(context, refusal.sqlState(), refusal.message());
      return;
    }
    client.config().setAutoRead(false);
    door.places()
        .request(
            client,
            user,
            database,
            full -> {
              if (full == null) {
                Login.start(door, context, bytes, parameters, authenticated);
              } else {
                refuse(context, full.sqlState(), full.message());
              }
            });
  }

  /// Shape: int32 length, int32 version, (name cstring, value cstring)*, 0.
  private static Map<String, String> parameters(ByteBuf packet) {
    Map<String, String> parameters = new LinkedHashMap<>();
    String body = packet.toString(8, packet.readableBytes() - 8, StandardCharsets.UTF_8);
    String[] parts = body.split("\0", -1);
    for (int i = 0; i + 1 < parts.length && !parts[i].isEmpty(); i += 2) {
      parameters.put(parts[i], parts[i + 1]);
    }
    parameters.putIfAbsent("database", parameters.getOrDefault("user", ""));
    return parameters;
  }
}
