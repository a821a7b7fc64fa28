/// Aggregates computed where the rows are: one grouped arm for production's rows, one for each
/// combination with the preview's, and their results put together.
///
/// Text in, text out: Apache Calcite knows relations and structure, expressions are opaque to it.
/// What is not read with certainty throws [Unsupported], which never leaves this package.
package io.pgveneer.rewrite.select.pushdown;
