package io.pgveneer.routine;

import io.pgveneer.api.Plan;

/// Plans one statement of a body.
@FunctionalInterface
public interface BodyPlanner {
  Plan plan(String sql);
}
