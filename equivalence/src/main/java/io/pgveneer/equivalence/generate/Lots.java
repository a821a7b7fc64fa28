package io.pgveneer.equivalence.generate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Draws lots.
final class Lots {
  private final Random random;

  Lots(long seed) {
    this.random = new Random(seed);
  }

  /// From 0 to below the bound.
  int below(int bound) {
    return random.nextInt(bound);
  }

  /// Both ends included.
  int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  @SafeVarargs
  final <T> T of(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /// Some of them, at least one, in their order.
  <T> List<T> some(List<T> choices) {
    List<T> chosen = new ArrayList<>();
    for (T choice : choices) {
      if (chance(50)) {
        chosen.add(choice);
      }
    }
    return chosen.isEmpty() ? List.of(of(choices)) : chosen;
  }

  <T> List<T> shuffled(List<T> choices) {
    List<T> copy = new ArrayList<>(choices);
    Collections.shuffle(copy, random);
    return copy;
  }
}
