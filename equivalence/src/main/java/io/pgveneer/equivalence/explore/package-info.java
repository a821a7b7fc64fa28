/// Looks for differences that nobody has thought of.
package io.pgveneer.equivalence.explore;
