package io.pgveneer.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void shouldFindAWordInWhateverCaseAtEitherEnd() {
    assertThat(Words.contains("SET search_path = a", "set")).isTrue();
    assertThat(Words.contains("begin isolation level SeriaLizable", "serializable")).isTrue();
    assertThat(Words.contains("set", "set")).isTrue();
    assertThat(Words.contains("SELECT _x, XPath_TABLE(", "xpath_table")).isTrue();
    assertThat(Words.contains("xpath_table", "xpath_table")).isTrue();
  }

  @Test
  void shouldNotFindWhatIsNotThere() {
    assertThat(Words.contains("", "set")).isFalse();
    assertThat(Words.contains("se t", "set")).isFalse();
    assertThat(Words.contains("se", "set")).isFalse();
    assertThat(Words.contains("_table xpath_", "xpath_table")).isFalse();
    assertThat(Words.contains("_", "to_xml")).isFalse();
  }
}
