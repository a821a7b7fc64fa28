package io.pgveneer.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailureDelaysTest {
  private final AtomicLong now = new AtomicLong();
  private final FailureDelays delays = new FailureDelays(Duration.ofMillis(100), now::get);

  @Test
  void shouldDoubleWithEachFailureUpToALimit() throws UnknownHostException {
    for (int millis : new int[] {100, 200, 400, 800, 1600, 3200, 6400, 6400}) {
      assertThat(delays.failed(address(1))).isEqualTo(Duration.ofMillis(millis));
    }
    assertThat(delays.failed(address(2))).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void shouldForgetAfterAMinute() throws UnknownHostException {
    // Given
    delays.failed(address(1));
    delays.failed(address(1));

    // When
    now.addAndGet(Duration.ofSeconds(61).toNanos());

    // Then
    assertThat(delays.failed(address(1))).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void shouldRememberABoundedNumberOfAddresses() throws UnknownHostException {
    delays.failed(address(1));
    for (int i = 2; i < 10_002; i++) {
      delays.failed(address(i));
    }
    assertThat(delays.failed(address(1))).isEqualTo(Duration.ofMillis(100));
    assertThat(delays.failed(address(10_001))).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void shouldNotDelayWhereNoneIsAskedFor() throws UnknownHostException {
    assertThat(new FailureDelays(Duration.ZERO, now::get).failed(address(1)))
        .isEqualTo(Duration.ZERO);
  }

  private static InetAddress address(int number) throws UnknownHostException {
    byte[] bytes = {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number};
    return InetAddress.getByAddress(bytes);
  }
}
