package io.pgveneer.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.schema.SequencePosition.Bounds;
import org.junit.jupiter.api.Test;

final class SequencePositionTest {
  private static final Bounds BIG = new Bounds(1, 1, Long.MAX_VALUE, "bigint");

  @Test
  void shouldGoAheadByTheHeadroom() {
    assertThat(new SequencePosition(10, true).ahead(1_000_000, BIG))
        .isEqualTo(new SequencePosition(1_000_010, true));
  }

  @Test
  void shouldStandWhereProductionStandsWithoutHeadroom() {
    assertThat(new SequencePosition(1, false).ahead(0, BIG))
        .isEqualTo(new SequencePosition(1, false));
  }

  @Test
  void shouldTakeASixteenthOfWhatASmallTypeLeaves() {
    Bounds small = new Bounds(1, 1, Long.MAX_VALUE, "smallint");

    assertThat(new SequencePosition(767, true).ahead(1_000_000, small))
        .isEqualTo(new SequencePosition(767 + 2000, true));
  }

  @Test
  void shouldKeepStepAndDirection() {
    Bounds odd = new Bounds(2, 1, 1_000_000, "bigint");
    Bounds down = new Bounds(-1, Long.MIN_VALUE, -1, "bigint");

    assertThat(new SequencePosition(5, true).ahead(101, odd).lastValue()).isEqualTo(105);
    assertThat(new SequencePosition(-7, true).ahead(1000, down).lastValue()).isEqualTo(-1007);
  }

  @Test
  void shouldStayWhereNothingIsLeft() {
    Bounds full = new Bounds(1, 1, 10, "bigint");

    assertThat(new SequencePosition(10, true).ahead(1000, full))
        .isEqualTo(new SequencePosition(10, true));
  }
}
