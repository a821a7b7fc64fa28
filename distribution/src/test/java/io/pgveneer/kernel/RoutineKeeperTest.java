package io.pgveneer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgveneer.api.VirtualSchema;
import io.pgveneer.sql.OutlineCache;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoutineKeeperTest {
  private static final String BODY = "0123456789abcdef";

  private static List<@Nullable String> row(@Nullable String... cells) {
    return Arrays.asList(cells);
  }

  @Test
  void shouldPassOverRoutinesThatAreDroppedMeanwhile() {
    ConcurrentMap<String, String> bodies = new ConcurrentHashMap<>();
    Routines routines = new Routines(new HandlerChain(List.of(), () -> null), new OutlineCache());
    RoutineKeeper keeper = new RoutineKeeper("secret", routines, bodies);
    keeper.changed(new VirtualSchema(List.of()));

    assertThat(keeper.pending()).contains("pgveneer.routines");
    keeper.answered(List.of(row("16500", "f()", "sql", "t", null, BODY, BODY, "f")));
    assertThat(keeper.pending()).contains("routine_bodies");
    keeper.answered(List.of(row(null, null)));

    assertThat(keeper.pending()).isNull();
    assertThat(bodies).isEmpty();
  }
}
