package io.pgveneer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.api.Relation;
import io.pgveneer.api.VirtualSchema;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientTextTest {
  private final VirtualSchema schema =
      new VirtualSchema(1, List.of(new Relation(16402, "public", "users", 'r', List.of(), null)));

  @Test
  void shouldNameTheTableInsteadOfItsView() {
    assertThat(ClientText.of("permission denied for view merged_16402", schema))
        .isEqualTo("permission denied for table users");
  }

  @Test
  void shouldNameTheRelationInsteadOfAQualifiedView() {
    assertThat(ClientText.of("relation \"pgveneer_overlay.lower_16402\" does not exist", schema))
        .isEqualTo("relation \"users\" does not exist");
  }

  @Test
  void shouldLeaveOtherTextAlone() {
    assertThat(ClientText.of("column \"merged_7\" does not exist", schema))
        .isEqualTo("column \"merged_7\" does not exist");
  }
}
