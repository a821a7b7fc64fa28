package io.pgveneer.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutlineCacheTest {

  @Test
  void shouldKeepOutlines() {
    OutlineCache cache = new OutlineCache(16, 100);

    Outline first = cache.outline("SELECT 1");

    assertThat(cache.outline(new String("SELECT 1".toCharArray()))).isSameAs(first);
    assertThat(cache.outline("SELECT 1", false)).isNotSameAs(first);
  }

  @Test
  void shouldNotKeepLongTexts() {
    OutlineCache cache = new OutlineCache(16, 5);

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
