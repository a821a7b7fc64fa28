package io.pgveneer.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutlineCacheTest {

  @Test
  void shouldKeepOutlinesFromTheSecondTimeOn() {
    OutlineCache cache = new OutlineCache(16, 100);

    Outline first = cache.outline("SELECT 1");
    Outline second = cache.outline("SELECT 1");

    assertThat(second).isNotSameAs(first);
    assertThat(cache.outline(new String("SELECT 1".toCharArray()))).isSameAs(second);
    assertThat(cache.outline("SELECT 1", false)).isNotSameAs(second);
  }

  @Test
  void shouldNotKeepLongTexts() {
    OutlineCache cache = new OutlineCache(16, 5);

    cache.outline("SELECT 1");

    assertThat(cache.outline("SELECT 1")).isNotSameAs(cache.outline("SELECT 1"));
  }

  @Test
  void shouldAnswerRightlyWhenFull() {
    OutlineCache cache = new OutlineCache(2, 100);

    for (int i = 0; i < 100; i++) {
      assertThat(cache.outline("SELECT " + i % 7 + " FROM t").sql())
          .isEqualTo("SELECT " + i % 7 + " FROM t");
    }
  }
}
