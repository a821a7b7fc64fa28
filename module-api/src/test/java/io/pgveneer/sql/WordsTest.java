package io.pgveneer.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void shouldFindAWordInWhateverCaseAtEitherEnd() {
    assertThat(Words.contains("SET search_path = a", "set")).isTrue();
    assertThat(Words.contains("begin isolation level SeriaLizable", "serializable")).isTrue();
    assertThat(Words.contains("set", "set")).isTrue();
  }

  @Test
  void shouldNotFindWhatIsNotThere() {
    assertThat(Words.contains("", "set")).isFalse();
    assertThat(Words.contains("se t", "set")).isFalse();
    assertThat(Words.contains("se", "set")).isFalse();
  }
}
