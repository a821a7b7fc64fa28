package io.pgveneer.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.pgveneer.wire.scram.RoleSecrets;
import io.pgveneer.wire.scram.ScramTranslation;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A SASL exchange as it passes: without the mechanisms bound to a TLS channel, since the client's
/// is not the backend's, and translated where that alone would make the database refuse.
///
/// Ownership: what is returned is the caller's.
final class SaslRelay {
  private static final Charset BYTES = StandardCharsets.ISO_8859_1;
  private static final int BODY = 5;

  private final Channel backend;
  private final String role;
  private final RoleSecrets secrets;
  private boolean listed;
  private boolean asked;
  private boolean told;
  private @Nullable ScramTranslation translation;

  SaslRelay(Channel backend, String role, RoleSecrets secrets) {
    this.backend = backend;
    this.role = role;
    this.secrets = secrets;
  }

  /// What the client is asked.
  ///
  /// Shape: `R`, int32 length, int32 kind, message.
  ByteBuf request(int kind, ByteBuf frame, int index, int size) {
    listed = kind == Authentication.SASL;
    ScramTranslation between = translation;
    if (listed) {
      return Authentication.withoutChannelBinding(backend.alloc(), frame, index, size);
    } else if (between == null) {
      return frame.retainedSlice(index, size);
    } else if (kind == Authentication.SASL_FINAL) {
      return replaced(frame, index, size, BODY + 4, between::serverFinal);
    }
    between.serverFirst(frame.toString(index + BODY + 4, size - BODY - 4, BYTES));
    return frame.retainedSlice(index, size);
  }

  /// Whether the client's answer can be passed on; if not, what that takes is looked up, once.
  ///
  /// Shape: `p`, int32 length, mechanism cstring, int32 length, message.
  ///
  /// @param ready called on the backend's event loop when it can
  boolean isReady(ByteBuf frame, int index, int size, Runnable ready) {
    if (told || !listed || backend.pipeline().get(SslHandler.class) == null) {
      return true;
    }
    int first = first(frame, index, size);
    if (!ScramTranslation.isNeeded(frame.toString(first, index + size - first, BYTES))) {
      return true;
    }
    if (!asked) {
      asked = true;
      var _ =
          secrets
              .of(role)
              .whenComplete(
                  (secret, failure) -> backend.eventLoop().execute(() -> told(secret, ready)));
    }
    return false;
  }

  private void told(@Nullable String secret, Runnable ready) {
    told = true;
    translation = secret == null ? null : new ScramTranslation(secret);
    ready.run();
  }

  /// What the backend is answered.
  ByteBuf response(ByteBuf frame, int index, int size) {
    ScramTranslation between = translation;
    if (between == null) {
      return frame.retainedSlice(index, size);
    }
    return listed
        ? replaced(frame, index, size, first(frame, index, size) - index, between::clientFirst)
        : replaced(frame, index, size, BODY, between::clientFinal);
  }

  private static int first(ByteBuf frame, int index, int size) {
    int nul = frame.indexOf(index + BODY, index + size, (byte) 0);
    return nul < 0 ? index + size : Math.min(nul + BODY, index + size);
  }

  /// The frame with another message behind its head; the length that may stand before the message
  /// stays as it is, for what is translated there keeps its own.
  private ByteBuf replaced(
      ByteBuf frame, int index, int size, int head, UnaryOperator<String> change) {
    String message = change.apply(frame.toString(index + head, size - head, BYTES));
    ByteBuf out = backend.alloc().buffer(head + message.length());
    out.writeBytes(frame, index, head).writeCharSequence(message, BYTES);
    return out.setInt(1, out.readableBytes() - 1);
  }
}
