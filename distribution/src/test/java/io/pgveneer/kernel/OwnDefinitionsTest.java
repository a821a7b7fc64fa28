package io.pgveneer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnDefinitionsTest {
  private long now;

  private final OwnDefinitions definitions = new OwnDefinitions(() -> now);

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void shouldLeaveToItsSessionWhatThatSettlesInTime() {
    definitions.made("1");
    definitions.made("2");

    assertThat(definitions.heard("1")).isTrue();
    definitions.ended(List.of("1", "2"));
    pass(Duration.ofMillis(500));
    assertThat(definitions.areOverdue()).isFalse();
    definitions.settled(List.of("1", "2"));
    assertThat(definitions.heard("2")).isTrue();

    pass(Duration.ofMinutes(1));
    assertThat(definitions.areOverdue()).isFalse();
  }

  @Test
  void shouldTellOnceOfWhatIsNotSettledInTime() {
    definitions.made("1");
    definitions.made("rolled back");
    definitions.ended(List.of("1", "rolled back"));
    definitions.heard("1");

    assertThat(definitions.areOverdue()).isFalse();
    pass(Duration.ofSeconds(2));
    assertThat(definitions.areOverdue()).isTrue();
    assertThat(definitions.areOverdue()).isFalse();
  }

  @Test
  void shouldTellSoonOfWhatAProcedureCommitsThatGoesOn() {
    definitions.made("1");
    definitions.heard("1");

    pass(Duration.ofMillis(10));
    assertThat(definitions.areOverdue()).isTrue();
  }

  @Test
  void shouldNotKnowWhatOthersMadeNorWhatItsSessionLeft() {
    definitions.made("1");
    definitions.forget(List.of("1"));

    assertThat(definitions.heard("1")).isFalse();
    assertThat(definitions.heard("2")).isFalse();
  }

  @Test
  void shouldForgetTheOldestOfManyThatAreNeverHeardOf() {
    for (int i = 0; i < 100_000; i++) {
      definitions.made(Integer.toString(i));
    }

    assertThat(definitions.heard("0")).isFalse();
    assertThat(definitions.heard("99999")).isTrue();
  }
}
