package io.pgveneer.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class StartupTest {
  @Test
  void shouldTellWhyAHandshakeFailed() {
    Throwable cause = new SSLHandshakeException("no cipher suites in common");
    Throwable outer = new SSLHandshakeException("Unexpected exception");
    outer.initCause(cause);
    assertThat(Startup.reason(new DecoderException(outer))).isEqualTo("no cipher suites in common");
  }

  @Test
  void shouldNameAFailureThatSaysNothing() {
    Throwable closed = new ClosedChannelException();
    assertThat(Startup.reason(new SSLException(closed))).isEqualTo("ClosedChannelException");
  }

  @Test
  void shouldNotLogAllThatAClientHasSent() {
    Throwable sent = new NotSslRecordException("not an SSL/TLS record: " + "ff".repeat(50_000));
    assertThat(Startup.reason(sent)).hasSizeLessThan(110).startsWith("not an SSL/TLS record: ff");
  }
}
