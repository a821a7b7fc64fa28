package io.pgveneer.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TurnsTest {
  @Test
  void shouldLetSoManyStartAndTheOthersInTheirOrder() throws Exception {
    // Given
    Turns turns = new Turns(2);
    DefaultEventLoop loop = new DefaultEventLoop();
    List<Integer> started = new CopyOnWriteArrayList<>();
    for (int i = 1; i <= 5; i++) {
      int number = i;
      turns.take(loop, () -> started.add(number));
    }
    assertThat(started).containsExactly(1, 2);

    // When
    for (int i = 0; i < 5; i++) {
      turns.giveBack();
    }
    turns.take(loop, () -> started.add(6));
    turns.take(loop, () -> started.add(7));
    turns.take(loop, () -> started.add(8));
    loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();

    // Then
    assertThat(started).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7);
  }
}
