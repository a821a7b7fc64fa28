package io.pgveneer.equivalence.explore;

import io.pgveneer.equivalence.run.Difference;
import io.pgveneer.equivalence.run.Mode;
import io.pgveneer.equivalence.run.Play;
import io.pgveneer.equivalence.run.Stage;
import io.pgveneer.equivalence.script.Step;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Plays given steps until they show a difference like one that is known of them. Others are passed
/// by: a case that is made smaller often has some that are known.
final class Replay {
  private final Mode mode;
  private final Difference sought;

  Replay(Mode mode, Difference sought) {
    this.mode = mode;
    this.sought = sought;
  }

  /// @param steps as played, with their marks
  record Result(@Nullable Difference difference, List<Step> steps) {}

  Result run(Stage stage, List<Step> steps) throws IOException, SQLException {
    try (Stage.Pair pair = stage.pair();
        Play play = new Play(pair, mode)) {
      for (Step step : steps) {
        if (step.action() instanceof Step.Await) {
          continue;
        }
        for (Play.Outcome outcome : play.play(step)) {
          Difference difference = outcome.difference();
          if (difference != null && sought.isLike(difference)) {
            return new Result(difference, play.played());
          }
        }
      }
      return new Result(
          play.end().stream().filter(sought::isLike).findFirst().orElse(null), play.played());
    }
  }
}
