package io.pgveneer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.api.VirtualSchema;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedSchemaTest {
  private final SharedSchema shared = new SharedSchema();
  private final SchemaSnapshot first = snapshot("1:1:");
  private final SchemaSnapshot second = snapshot("2:2:");

  @Test
  void shouldHaveNothingBeforeTheFirstReading() {
    assertThat(shared.current()).isNull();
  }

  @Test
  void shouldHoldAReadingUntilSomethingChanges() {
    shared.publish(shared.beginReading(), first, first.schema());
    assertThat(shared.current()).isSameAs(first.schema());

    shared.invalidate();
    assertThat(shared.current()).isNull();
  }

  @Test
  void shouldNotTrustAReadingBegunBeforeTheChange() {
    long begun = shared.beginReading();
    shared.invalidate();
    shared.publish(begun, first, first.schema());

    assertThat(shared.current()).isNull();
  }

  @Test
  void shouldBeReadAgainEachTimeTwiceAsManyRowsHaveBeenWritten() {
    shared.publish(shared.beginReading(), first, first.schema());
    shared.written(999);
    assertThat(shared.current()).isSameAs(first.schema());

    shared.written(1);
    assertThat(shared.current()).isNull();

    shared.publish(shared.beginReading(), second, second.schema());
    shared.written(999);
    assertThat(shared.current()).isSameAs(second.schema());

    shared.written(1);
    assertThat(shared.current()).isNull();
  }

  @Test
  void shouldKeepTheLaterOfTwoReadings() {
    long early = shared.beginReading();
    long late = shared.beginReading();
    shared.publish(late, second, second.schema());
    shared.publish(early, first, first.schema());

    assertThat(shared.current()).isSameAs(second.schema());
  }

  @Test
  void shouldBuildOnWhatWasReadBeforeAChange() {
    assertThat(shared.base()).isSameAs(SchemaSnapshot.NONE);

    shared.publish(shared.beginReading(), first, first.schema());
    shared.invalidate();

    assertThat(shared.base()).isSameAs(first);
  }

  @Test
  void shouldBuildOnNothingOnceManyRowsHaveBeenWritten() {
    shared.publish(shared.beginReading(), first, first.schema());
    long begun = shared.beginReading();
    shared.written(1_000);
    assertThat(shared.base()).isSameAs(SchemaSnapshot.NONE);

    shared.publish(begun, second, second.schema());
    assertThat(shared.base()).isSameAs(SchemaSnapshot.NONE);

    shared.publish(shared.beginReading(), second, second.schema());
    assertThat(shared.base()).isSameAs(second);
  }

  private static SchemaSnapshot snapshot(String taken) {
    return new SchemaSnapshot(new VirtualSchema(List.of()), taken);
  }
}
