/// The command line: the only place that writes to the standard streams and ends the process.
package io.pgveneer.distribution.cli;
