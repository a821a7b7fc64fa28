package io.pgveneer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.api.Column;
import io.pgveneer.api.Relation;
import io.pgveneer.api.VirtualSchema;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InputSettingsTest {
  /// With the stand-ins for the system's catalogues alone.
  private static final VirtualSchema EMPTY = withPrices(true, List.of());

  private static final VirtualSchema MONEY = withPrices(true);

  private static VirtualSchema withPrices(boolean money) {
    return withPrices(money, List.of(16402L));
  }

  private static VirtualSchema withPrices(boolean money, List<Long> bases) {
    Column column = new Column(1, "price", "price", false, false, '\0', false, 0, 0, false, money);
    Relation.Lower lower = new Relation.Lower(null, null, null, null, List.of(), bases, false);
    return new VirtualSchema(
        List.of(new Relation(16402, "public", "products", 'r', List.of(column), lower)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SET lc_monetary = 'C'", "set local \"lc_monetary\" TO \"de_DE\""})
  void shouldRefuseAnotherFormatWhereThereIsMoney(String sql) {
    assertThat(InputSettings.refusal(sql, MONEY)).isNotNull();
    assertThat(InputSettings.refusal(sql, withPrices(false))).isNull();
    assertThat(InputSettings.refusal("SET lc_monetary TO DEFAULT", MONEY)).isNull();
    assertThat(InputSettings.refusal("RESET lc_monetary", MONEY)).isNull();
  }

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
    assertThat(InputSettings.refusal(sql, MONEY)).isNotNull();
    assertThat(InputSettings.refusal(sql, EMPTY)).isNull();
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
    assertThat(InputSettings.refusal(sql, MONEY)).isNull();
  }
}
