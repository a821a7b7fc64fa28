/// Cases: files of set-up SQL and the statements of one or more sessions.
package io.pgveneer.equivalence.script;
