/// Statements that change the schema.
///
/// The database's own event triggers keep the overlay true; here only what stands in a statement's
/// way is moved.
package io.pgveneer.rewrite.ddl;
