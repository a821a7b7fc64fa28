/// A production to try pgveneer on, and the seven scenarios that it must hold.
package io.pgveneer.demo;
