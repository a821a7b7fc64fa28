/// The product: [io.pgveneer.distribution.Pgveneer] starts it, from the command line or inside
/// another program.
package io.pgveneer.distribution;
