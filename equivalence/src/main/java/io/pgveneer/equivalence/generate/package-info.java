/// Makes cases at random, and smaller ones of those that show a difference.
///
/// The same seed makes the same case.
package io.pgveneer.equivalence.generate;
