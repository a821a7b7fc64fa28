package io.pgveneer.equivalence.explore;

import io.pgveneer.equivalence.run.Difference;
import io.pgveneer.equivalence.run.Mode;
import io.pgveneer.equivalence.run.Play;
import io.pgveneer.equivalence.run.Stage;
import io.pgveneer.equivalence.run.Verdict;
import io.pgveneer.equivalence.script.Step;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Plays given steps until they show a difference.
public final class Replay {
  private final Mode mode;

  public Replay(Mode mode) {
    this.mode = mode;
  }

  /// @param steps as played, with their marks
  public record Result(@Nullable Difference difference, List<Step> steps) {}

  public Result run(Stage stage, List<Step> steps) throws IOException, SQLException {
    try (Stage.Pair pair = stage.pair();
        Play play = new Play(pair, mode)) {
      for (Step step : steps) {
        if (step.action() instanceof Step.Await) {
          continue;
        }
        for (Play.Outcome outcome : play.play(step)) {
          if (outcome.verdict() == Verdict.DIFFERENT) {
            return new Result(outcome.difference(), play.played());
          }
        }
      }
      return new Result(play.end().stream().findFirst().orElse(null), play.played());
    }
  }
}
