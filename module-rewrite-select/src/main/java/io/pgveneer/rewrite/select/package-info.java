/// Rewriting of reads. All of it is text: what is not replaced keeps its bytes, so that names,
/// types and the
/// positions of errors stay the client's own.
package io.pgveneer.rewrite.select;
