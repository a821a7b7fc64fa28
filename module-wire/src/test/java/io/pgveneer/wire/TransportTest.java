package io.pgveneer.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class TransportTest {

  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      architectures = {"amd64", "aarch64"})
  void shouldFindTheNativeLibraryOnTheModulePath() {
    assertThat(Transport.best().name()).isEqualTo("epoll");
  }

  @Test
  void shouldSendAtOnceAndWatchForThePeer() {
    assertThat(Transport.best().options())
        .containsEntry(ChannelOption.TCP_NODELAY, true)
        .containsEntry(ChannelOption.SO_KEEPALIVE, true);
  }
}
