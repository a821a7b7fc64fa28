/// The SQL text model: tokens, the outline of a statement with exact offsets, and splices.
///
/// All offsets are UTF-16 units into the statement's text, as `String` counts them. Nothing here
/// knows a catalogue: whether a name means a table that exists is for the virtual schema to say.
package io.pgveneer.sql;
