/// Reading merged relations.
///
/// Rewriting splices names only: the merged form itself is a view in the fresh database.
package io.pgveneer.rewrite.select;
