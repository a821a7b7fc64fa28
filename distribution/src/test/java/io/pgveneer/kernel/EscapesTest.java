package io.pgveneer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EscapesTest {

  @Test
  void shouldMarkStringsThatEscape() {
    assertThat(Escapes.explicit("SELECT 'it\\'s', 'plain' FROM t WHERE v LIKE'\\\\'"))
        .isEqualTo("SELECT  E'it\\'s', 'plain' FROM t WHERE v LIKE E'\\\\'");
  }

  @Test
  void shouldLeaveOtherFormsOfStringsAlone() {
    String sql = "SELECT e'\\'', $$\\$$, U&\"\\0061\", \"\\\" -- '\\'";

    assertThat(Escapes.explicit(sql)).isEqualTo(sql);
  }
}
