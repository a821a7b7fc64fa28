package io.pgveneer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DirtyRelationsTest {
  private final DirtyRelations dirty = new DirtyRelations();

  @BeforeEach
  void beAlone() {
    dirty.alone(true);
  }

  @Test
  void shouldProveNothingBesideAnotherProxy() {
    dirty.alone(false);

    assertThat(dirty.contains(6)).isTrue();
  }

  @Test
  void shouldBeDirtyWhileAWriteIsOpen() {
    dirty.written(5);

    assertThat(dirty.contains(5)).isTrue();
    assertThat(dirty.contains(6)).isFalse();
  }

  @Test
  void shouldBeCleanAgainWhenTheOnlyWriteIsRolledBack() {
    dirty.written(5);
    dirty.ended(List.of(5L), false);

    assertThat(dirty.contains(5)).isFalse();
  }

  @Test
  void shouldStayDirtyWhileAnotherWriteIsOpen() {
    dirty.written(5);
    dirty.written(5);
    dirty.ended(List.of(5L), false);

    assertThat(dirty.contains(5)).isTrue();
  }

  @Test
  void shouldStayDirtyAfterACommit() {
    dirty.written(5);
    dirty.ended(List.of(5L), true);
    dirty.written(5);
    dirty.ended(List.of(5L), false);

    assertThat(dirty.contains(5)).isTrue();
  }

  @Test
  void shouldStayDirtyWhenAReadingFoundRows() {
    dirty.found(List.of(5L));
    dirty.written(5);
    dirty.ended(List.of(5L), false);

    assertThat(dirty.contains(5)).isTrue();
  }
}
