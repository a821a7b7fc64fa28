package io.pgveneer.equivalence;

import io.pgveneer.equivalence.run.Arena;

/// A program that runs on a preview and on a copy.
///
/// @param name what it is called
/// @param what it does, as `docs/compatibility.md` tells it
/// @param differs what is left out of the comparison, as there
record Rehearsal(String name, String what, String differs, Arena.Work work) {
  static final String NOTHING = "nothing";

  Rehearsal(String name, String what, Arena.Work work) {
    this(name, what, NOTHING, work);
  }
}
