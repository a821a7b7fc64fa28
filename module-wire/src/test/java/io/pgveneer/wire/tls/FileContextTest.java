package io.pgveneer.wire.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileContextTest {
  @TempDir private Path directory;
  private long now;

  /// A context, unless the two files do not belong together.
  private SslContext make() throws IOException {
    if (!Files.readString(certificate()).equals(Files.readString(key()))) {
      throw new IOException("they do not belong together");
    }
    return SslContextBuilder.forClient().build();
  }

  private Path certificate() {
    return directory.resolve("certificate");
  }

  private Path key() {
    return directory.resolve("key");
  }

  @Test
  void shouldKeepTheFormerContextUntilTheFilesBelongTogether() throws Exception {
    // Given
    Files.writeString(certificate(), "old");
    Files.writeString(key(), "old");
    FileContext context = FileContext.load(() -> now, this::make, certificate(), key());
    SslContext first = context.current();

    // When
    now += Duration.ofSeconds(2).toNanos();
    Files.writeString(certificate(), "newer");
    SslContext between = context.current();
    Files.writeString(key(), "newer");
    SslContext tooSoon = context.current();
    now += Duration.ofSeconds(2).toNanos();
    SslContext last = context.current();
    now += Duration.ofSeconds(2).toNanos();

    // Then
    assertThat(between).isSameAs(first);
    assertThat(tooSoon).isSameAs(first);
    assertThat(last).isNotSameAs(first).isSameAs(context.current());
  }
}
