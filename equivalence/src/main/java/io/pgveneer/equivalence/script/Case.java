package io.pgveneer.equivalence.script;

import java.util.List;

/// A case.
///
/// @param name `<topic>/<name>`
/// @param setup SQL run in production before it is copied
/// @param oldest the first major that it can run on
/// @param newest the last one
public record Case(String name, String setup, List<Step> steps, int oldest, int newest) {

  public boolean runsOn(int major) {
    return oldest <= major && major <= newest;
  }

  public Case with(List<Step> otherSteps) {
    return new Case(name, setup, otherSteps, oldest, newest);
  }

  public Case withSetup(String otherSetup) {
    return new Case(name, otherSetup, steps, oldest, newest);
  }
}
