package io.pgveneer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.api.Relation;
import io.pgveneer.api.VirtualSchema;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientTextTest {
  private final VirtualSchema schema =
      new VirtualSchema(List.of(new Relation(16402, "public", "users", 'r', List.of(), null)));

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
  void shouldNameTheRelationInsteadOfTheViewOfAPushedDownQuery() {
    assertThat(ClientText.of("permission denied for view hidden_16402", schema))
        .isEqualTo("permission denied for table users");
  }

  @Test
  void shouldLeaveOutStepsOfABodyInSql() {
    assertThat(ClientText.of(" SELECT pgveneer.copy_all(16402); DELETE FROM users WHERE r", schema))
        .isEqualTo(" DELETE FROM users WHERE r");
  }

  @Test
  void shouldLeaveOutTheNameThatABodyGotForAnAlias() {
    assertThat(
            ClientText.of(
                "SELECT a FROM pgveneer_overlay.merged_16402 AS Users, merged_16402 AS u", schema))
        .isEqualTo("SELECT a FROM Users, users AS u");
  }

  @Test
  void shouldLeaveOtherTextAlone() {
    assertThat(ClientText.of("column \"merged_7\" does not exist", schema))
        .isEqualTo("column \"merged_7\" does not exist");
  }

  @Test
  void shouldKeepALineEndOfPostgresql() {
    assertThat(ClientText.of("invalid connection option \"i_dont_exist\"\n", schema))
        .isEqualTo("invalid connection option \"i_dont_exist\"\n");
  }

  @Test
  void shouldDropTheFramesOfOurOwnFunctions() {
    String ours =
        "SQL statement \"INSERT INTO public.users ...\"\n"
            + "PL/pgSQL function pgveneer_overlay.copy_up_16402(integer[]) line 9 at SQL statement\n"
            + "PL/pgSQL function pgveneer_overlay.added_16402() line 2 at PERFORM";

    assertThat(ClientText.of(ours, schema)).isEmpty();
    assertThat(ClientText.of(ours + "\nPL/pgSQL function f() line 1 at SQL statement", schema))
        .isEqualTo("PL/pgSQL function f() line 1 at SQL statement");
  }

  @Test
  void shouldKeepTheClientsFramesAroundOurs() {
    String inner =
        """
        PL/pgSQL function public.cast_it(text) line 1 at RAISE
        """;
    String ours =
        """
        SQL statement "SELECT pgveneer_overlay.copy_up_16402(
          ARRAY[1])"
        PL/pgSQL function pgveneer_overlay.added_16402() line 2 at PERFORM
        """;
    String outer =
        """
        SQL statement "INSERT INTO orders
          VALUES (1)"
        PL/pgSQL function pgveneer_like() line 1 at SQL statement
        COPY orders, line 1""";

    assertThat(ClientText.of(inner + ours + outer, schema)).isEqualTo(inner + outer);
    assertThat(ClientText.of(ours + "COPY orders, line 1", schema))
        .isEqualTo("COPY orders, line 1");
  }
}
