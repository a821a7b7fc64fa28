/// Runs a case on a preview and on a copy, and compares what the two say.
package io.pgveneer.equivalence.run;
