package io.pgveneer.equivalence.explore;

import io.pgveneer.equivalence.client.RawClient;
import io.pgveneer.equivalence.generate.Setups;
import io.pgveneer.equivalence.run.Stage;
import java.util.ArrayList;
import java.util.List;

/// Executes set-up on a connection.
public record Trial(RawClient client) implements Setups.Database {
  @Override
  public boolean execute(String sql) {
    return Stage.execute(client, sql);
  }

  @Override
  public List<List<String>> rows(String sql) {
    return new ArrayList<>(Stage.rows(client, sql));
  }
}
