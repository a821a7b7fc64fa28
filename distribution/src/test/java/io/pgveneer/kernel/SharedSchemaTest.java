package io.pgveneer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.api.VirtualSchema;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedSchemaTest {
  private final SharedSchema shared = new SharedSchema();
  private final VirtualSchema first = new VirtualSchema(1, List.of());
  private final VirtualSchema second = new VirtualSchema(2, List.of());

  @Test
  void shouldHaveNothingBeforeTheFirstReading() {
    assertThat(shared.current()).isNull();
  }

  @Test
  void shouldHoldAReadingUntilSomethingChanges() {
    shared.publish(shared.beginReading(), first);
    assertThat(shared.current()).isSameAs(first);

    shared.invalidate();
    assertThat(shared.current()).isNull();
  }

  @Test
  void shouldNotTrustAReadingBegunBeforeTheChange() {
    long begun = shared.beginReading();
    shared.invalidate();
    shared.publish(begun, first);

    assertThat(shared.current()).isNull();
  }

  @Test
  void shouldBeReadAgainEachTimeTwiceAsManyRowsHaveBeenWritten() {
    shared.publish(shared.beginReading(), first);
    shared.written(999);
    assertThat(shared.current()).isSameAs(first);

    shared.written(1);
    assertThat(shared.current()).isNull();

    shared.publish(shared.beginReading(), second);
    shared.written(999);
    assertThat(shared.current()).isSameAs(second);

    shared.written(1);
    assertThat(shared.current()).isNull();
  }

  @Test
  void shouldKeepTheLaterOfTwoReadings() {
    long early = shared.beginReading();
    long late = shared.beginReading();
    shared.publish(late, second);
    shared.publish(early, first);

    assertThat(shared.current()).isSameAs(second);
  }
}
