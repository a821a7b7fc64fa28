package io.pgveneer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InputSettingsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET array_nulls = off",
        "set local ARRAY_NULLS to 'false'",
        "SET \"array_nulls\"=0",
        "SET xmloption = document",
        "SET SESSION xmloption TO 'document'",
        "set xml option DOCUMENT",
      })
  void shouldRefuseWhatReadsTextsAsSomethingElse(String sql) {
    assertThat(InputSettings.refusal(sql)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET array_nulls = on",
        "SET array_nulls TO DEFAULT",
        "RESET array_nulls",
        "SHOW array_nulls",
        "SET xmloption = content",
        "SET XML OPTION CONTENT",
        "SET application_name = 'document'",
        "SET search_path = documents",
      })
  void shouldLetAllOthersPass(String sql) {
    assertThat(InputSettings.refusal(sql)).isNull();
  }
}
