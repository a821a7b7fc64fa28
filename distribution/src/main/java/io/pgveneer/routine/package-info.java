/// Bodies of functions, procedures and `DO` blocks, rewritten so that they see and change merged
/// data.
///
/// A body's statements are planned by the same handlers as a client's; what is around them keeps
/// its bytes. What cannot be planned makes the whole body impossible: it is never half rewritten.
package io.pgveneer.routine;
