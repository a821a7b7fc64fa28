package io.pgveneer.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import org.junit.jupiter.api.Test;

class NettyLeaksTest {
  private final NettyLeaks leaks = new NettyLeaks();

  private static final class Buffer {}

  @Test
  void tellsWhatNobodyReleased() {
    lose(detector());

    assertThatThrownBy(() -> leaks.afterAll(null))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(Buffer.class.getName());
    assertThatCode(() -> leaks.afterAll(null)).doesNotThrowAnyException();
  }

  @Test
  void passesOverWhatWasReleased() {
    Buffer buffer = new Buffer();
    detector().trackForcibly(buffer).close(buffer);

    assertThatCode(() -> leaks.afterAll(null)).doesNotThrowAnyException();
  }

  private static ResourceLeakDetector<Buffer> detector() {
    return ResourceLeakDetectorFactory.instance().newResourceLeakDetector(Buffer.class);
  }

  private static void lose(ResourceLeakDetector<Buffer> detector) {
    detector.trackForcibly(new Buffer());
  }
}
