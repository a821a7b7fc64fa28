package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import io.pgveneer.api.SqlError;
import io.pgveneer.wire.tls.ServerTls;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A client's requests for encryption, which come before its start-up packet, or a TLS handshake
/// without a request. Leaves the channel as soon as something else comes.
///
/// Shape: int32 8, int32 code.
/// Source: PostgreSQL manual, "SSL Session Encryption"; PostgreSQL's `ProcessSSLStartup` and
/// `ProcessStartupPacket`.
final class Encryption extends ByteToMessageDecoder {
  static final int SSL = 80877103;
  static final int GSS = 80877104;
  private static final int SIZE = 8;

  /// The first byte of a TLS record that holds a ClientHello.
  private static final byte HANDSHAKE = 0x16;

  private final Door door;
  private boolean sslAsked;
  private boolean gssAsked;
  private boolean refused;

  Encryption(Door door) {
    this.door = door;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (refused) {
      in.skipBytes(in.readableBytes());
      return;
    }
    int index = in.readerIndex();
    if (in.getByte(index) == HANDSHAKE && tls().isOffered() && !sslAsked && !gssAsked) {
      encryptDirectly(context);
    } else if (in.readableBytes() >= 4 && in.getInt(index) != SIZE) {
      context.pipeline().remove(this);
    } else if (in.readableBytes() >= SIZE) {
      request(context, in, in.getInt(index + 4));
    }
  }

  private void request(ChannelHandlerContext context, ByteBuf in, int code) {
    boolean ssl = code == SSL && !sslAsked;
    if (!ssl && (code != GSS || gssAsked)) {
      context.pipeline().remove(this);
      return;
    }
    in.skipBytes(SIZE);
    boolean encrypt = ssl && tls().isOffered();
    var _ = context.writeAndFlush(context.alloc().buffer(1).writeByte(encrypt ? 'S' : 'N'));
    sslAsked |= ssl;
    gssAsked |= !ssl;
    if (in.isReadable()) {
      refuse(context, in, ssl ? "SSL" : "GSSAPI encryption");
    } else if (encrypt) {
      context.pipeline().replace(this, null, handler(context.channel()));
    }
  }

  /// What was sent in the clear behind the request may be an attacker's.
  private void refuse(ChannelHandlerContext context, ByteBuf in, String what) {
    refused = true;
    in.skipBytes(in.readableBytes());
    SqlError error =
        new SqlError(
            "08P01",
            "received unencrypted data after " + what + " request",
            "This could be either a client-software bug or evidence of an attempted"
                + " man-in-the-middle attack.",
            null,
            0);
    Farewell.close(context.channel(), Fields.of("FATAL", error, 0), StandardCharsets.UTF_8);
  }

  private void encryptDirectly(ChannelHandlerContext context) {
    SslHandler handler = handler(context.channel());
    handler
        .handshakeFuture()
        .addListener(
            done -> {
              if (done.isSuccess() && !ServerTls.hasNamedProtocol(handler)) {
                var _ = context.channel().close();
              }
            });
    context.pipeline().replace(this, null, handler);
  }

  private SslHandler handler(Channel client) {
    return tls().handler(client.alloc(), door.settings().clients().authenticationTimeout());
  }

  private ServerTls tls() {
    return door.clientTls();
  }
}
